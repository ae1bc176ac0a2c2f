import type { BulkJob } from '../../../../shared/actions/bulk-job.ts';
import { startBulk as start } from '../../../../shared/actions/start-bulk.ts';
import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import { actorFor } from '../../../../shared/http/middleware/add-actor.ts';
import { dayStart, toOrderQuery } from '../../fields/order-query.ts';
import { startBulkRoute } from './bulk-routes.ts';
import { viewBulkJob } from './bulk-views.ts';

export const handler = endpoint(startBulkRoute, async ({ body, principal, receipt }, { table, clock }) => {
  const { orderIds, filter = {}, ...asked } = body;
  const now = clock();
  const today = await dayStart(principal, now);
  const orders = orderIds ?? (await toOrderQuery(filter, principal));
  const actor = actorFor(principal);
  const job = await start(table, principal, { ...asked, actor, orders, today }, now, (made) =>
    receipt(reply(made)),
  );
  return reply(job);
});

const reply = (job: BulkJob): Reply => ({ status: 202, body: viewBulkJob(job) });
