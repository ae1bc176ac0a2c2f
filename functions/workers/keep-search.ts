import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { keepSearch } from '../../shared/orders/search/keep-search.ts';
import { searchMessages } from '../../shared/orders/search/search-message.ts';
import { keepStatuses } from '../../shared/orders/statuses/keep-statuses.ts';

const services = workerServices();

/** Puts together the words that orders are found by, and the orders of each status. */
export const handler = worker(
  { name: 'keep-search', source: eachMessage(searchMessages, services) },
  async (scope) => {
    await keepStatuses(services, scope);
    await keepSearch(services, scope);
  },
);
