import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { laterMessages } from '../../shared/adapters/queues/later.ts';
import { relayLater } from '../../shared/relay/relay-later.ts';

const services = workerServices();

/** Tries again what no release knew so far. */
export const handler = worker(
  { name: 'relay-later', source: eachMessage(laterMessages, services) },
  (message, { log }) => relayLater({ ...services, log }, message),
);
