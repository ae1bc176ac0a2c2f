import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { loadExport } from '../../../shared/reports/exports/export-job.ts';
import { viewExport } from './export-view.ts';
import { getExportRoute } from './report-routes.ts';

export const handler = endpoint(getExportRoute, async ({ params, principal }, { table, clock }) =>
  viewExport(await loadExport(table, principal, params.exportId, clock())),
);
