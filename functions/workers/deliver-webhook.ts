import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { tableFromEnvironment } from '../../shared/adapters/dynamo/client.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { post } from '../../shared/adapters/outbound/post.ts';
import { queuesFromEnvironment } from '../../shared/adapters/queues/client.ts';
import { speedFromEnvironment } from '../../shared/adapters/queues/wait.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { makeAttempts } from '../../shared/webhooks/attempts/make-attempts.ts';

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
