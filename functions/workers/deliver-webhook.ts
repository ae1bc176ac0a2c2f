import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { systemClock } from '../../shared/base/clock.ts';
import { cipherFromEnvironment } from '../../shared/cipher/cipher-from-environment.ts';
import { tableFromEnvironment } from '../../shared/dynamo/client.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { post } from '../../shared/outbound/post.ts';
import { queuesFromEnvironment } from '../../shared/queues/client.ts';
import { speedFromEnvironment } from '../../shared/queues/wait.ts';
import { makeAttempts } from '../../shared/webhooks/attempts/deliver-batch.ts';

const services = {
  table: tableFromEnvironment(),
  queues: queuesFromEnvironment(),
  cipher: cipherFromEnvironment(),
  post,
  clock: systemClock,
  speed: speedFromEnvironment(),
  allowPrivate: process.env.ALLOW_PRIVATE_TARGETS === 'true',
  log: createLogger({ function: 'deliver-webhook' }),
};

/** Makes webhook attempts; a batch makes its own at the same time. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const again = await makeAttempts(services, Records);
  return { batchItemFailures: again.map((itemIdentifier) => ({ itemIdentifier })) };
}
