import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { CSV_TYPE } from '../../../shared/reports/exports/csv.ts';
import { exportOrders as exportThem } from '../../../shared/reports/exports/export-orders.ts';
import { toSearch } from '../fields/search.ts';
import { viewExport } from './export-view.ts';
import { exportOrdersRoute } from './report-routes.ts';

export const handler = endpoint(exportOrdersRoute, async ({ query, principal }, services) => {
  const exported = await exportThem(services, principal, await toSearch(query, principal));
  if (exported.kind === 'file') return viewExport(exported.job);
  const { csv: text, fileName } = exported;
  const headers = { 'content-type': CSV_TYPE, 'content-disposition': `attachment; filename=${fileName}` };
  return { status: 200, text, headers };
});
