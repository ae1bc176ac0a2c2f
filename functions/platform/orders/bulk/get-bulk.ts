import { pageOfResults, requireBulkJob } from '../../../../shared/actions/bulk-job.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { encodeCursor } from '../../../../shared/http/list-page.ts';
import { getBulkRoute } from './bulk-routes.ts';
import { viewBulkJob, viewBulkResult } from './bulk-views.ts';

export const handler = endpoint(getBulkRoute, async ({ params, query, principal }, { table, clock }) => {
  const { limit, cursor: after } = query;
  const job = await requireBulkJob(table, principal, params.id, clock());
  const { results, next } = await pageOfResults(table, job, { limit, after });
  const nextCursor = next === undefined ? null : encodeCursor(next);
  return { status: 200, body: { ...viewBulkJob(job), results: results.map(viewBulkResult), nextCursor } };
});
