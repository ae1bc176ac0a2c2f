import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { post } from '../../shared/adapters/outbound/post.ts';
import { privateTargetsFromEnvironment } from '../../shared/adapters/outbound/private-targets.ts';
import { handleWebhookMessage } from '../../shared/webhooks/attempts/handle-webhook-message.ts';
import { webhookMessages } from '../../shared/webhooks/attempts/webhook-message.ts';
import { endpointsOfBatch } from '../../shared/webhooks/endpoints/endpoint.ts';
import { createHealthCounts } from '../../shared/webhooks/health/health-counts.ts';

const common = workerServices();
const services = {
  ...common,
  cipher: cipherFromEnvironment(),
  post,
  allowPrivate: privateTargetsFromEnvironment(),
  endpointOf: endpointsOfBatch(common.table),
};
const counts = createHealthCounts({ ...services, log: createLogger({ function: 'deliver-webhook' }) });

/** Makes webhook attempts; a batch makes its own at the same time, so that one that hangs holds up no other. */
export const handler = worker(
  { name: 'deliver-webhook', source: eachMessage(webhookMessages, services) },
  (message, { log }) =>
    counts.during((counter) => handleWebhookMessage({ ...services, log, counter }, message)),
  [{ after: () => counts.stored() }],
);
