import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { PAGE_SIZE, recover } from '../../shared/webhooks/recovery/recover.ts';
import { recoveryMessages } from '../../shared/webhooks/recovery/recovery-message.ts';

const services = { ...workerServices(), pageSize: PAGE_SIZE };

/** Sends many webhooks again, page by page, until the invocation's time is up; then continues by another message. */
export const handler = worker(
  { name: 'recover-webhooks', source: eachMessage(recoveryMessages, services) },
  (message, { log, remaining }) => recover({ ...services, log, remaining }, message),
);
