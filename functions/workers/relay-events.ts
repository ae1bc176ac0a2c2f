import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { queuesFromEnvironment } from '../../shared/adapters/queues/client.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { relay } from '../../shared/relay/relay.ts';

const services = {
  table: tableFromEnvironment(),
  queues: queuesFromEnvironment(),
  clock: systemClock,
  speed: speedFromEnvironment(),
  log: createLogger({ function: 'relay-events' }),
};

/** Reads every new event from the table's stream; Lambda comes back from the first record that is reported. */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const again = await relay(services, Records);
  return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
}
