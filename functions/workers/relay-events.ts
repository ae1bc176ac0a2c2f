import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '../../shared/base/clock.ts';
import { tableFromEnvironment } from '../../shared/dynamo/client.ts';
import { relay } from '../../shared/events/relay.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { queuesFromEnvironment } from '../../shared/queues/client.ts';
import { speedFromEnvironment } from '../../shared/queues/wait.ts';

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
