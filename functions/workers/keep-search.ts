import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { keepSearch } from '../../shared/orders/search/keep-search.ts';
import { searchMessages } from '../../shared/orders/search/search-message.ts';

const services = workerServices();

/** Puts the words that orders are found by together. */
export const handler = worker(
  { name: 'keep-search', source: eachMessage(searchMessages, services) },
  (scope) => keepSearch(services, scope),
);
