import { bulkMessages } from '../../shared/actions/bulk-job.ts';
import { workBulk } from '../../shared/actions/work-bulk.ts';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { worker } from '../../shared/adapters/lambda/worker.ts';
import { workerServices } from '../../shared/adapters/lambda/worker-services.ts';
import { liveCallsFromEnvironment } from '../../shared/calls/call/live-calls.ts';
import { providersWithAddressesFromEnvironment } from '../../shared/serviceability/providers-with-addresses.ts';

const services = {
  ...workerServices(),
  providers: providersWithAddressesFromEnvironment(),
  liveCalls: liveCallsFromEnvironment(),
};

/** Does one action with many orders, page by page, until the invocation's time is up; then continues by another message. */
export const handler = worker(
  { name: 'act-in-bulk', source: eachMessage(bulkMessages, services) },
  (message, { log, remaining }) => workBulk({ ...services, log, remaining }, message),
);
