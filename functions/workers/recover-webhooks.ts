import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { queuesFromEnvironment } from '../../shared/adapters/queues/client.ts';
import { consume } from '../../shared/adapters/queues/consume.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { PAGE_SIZE, type RecoveryMessage, recover } from '../../shared/webhooks/recovery/recover.ts';

const services = {
  table: tableFromEnvironment(),
  queues: queuesFromEnvironment(),
  clock: systemClock,
  speed: speedFromEnvironment(),
  log: createLogger({ function: 'recover-webhooks' }),
  pageSize: PAGE_SIZE,
};

/** Sends many webhooks again, page by page, for as long as the invocation lasts; then by another message. */
export async function handler(
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const remaining = () => context.getRemainingTimeInMillis();
  const work = consume(services.log, (message) =>
    recover({ ...services, remaining }, message as RecoveryMessage),
  );
  return work(event);
}
