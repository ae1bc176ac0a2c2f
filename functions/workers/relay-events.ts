import { streamRecords } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { relay } from '../../shared/relay/relay.ts';

const services = workerServices();

/** Reads every new event from the table's stream. */
export const handler = worker({ name: 'relay-events', source: streamRecords }, (records, { log }) =>
  relay({ ...services, log }, records),
);
