import { listBulkJobs } from '../../../../shared/actions/bulk-job.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { encodeCursor } from '../../../../shared/http/list-page.ts';
import { listBulkRoute } from './bulk-routes.ts';
import { viewBulkJob } from './bulk-views.ts';

export const handler = endpoint(listBulkRoute, async ({ query, principal }, { table, clock }) => {
  const { limit, cursor: after } = query;
  const { jobs, next } = await listBulkJobs(table, principal, { limit, after, now: clock() });
  const nextCursor = next === undefined ? null : encodeCursor(next);
  return { status: 200, body: { jobs: jobs.map(viewBulkJob), nextCursor } };
});
