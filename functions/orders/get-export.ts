import { loadExport } from '../../shared/exports/export-store.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { viewExport } from './export-view.ts';
import { getExportRoute } from './report-routes.ts';

export const handler = endpoint(getExportRoute, async ({ params, principal }, { table, clock }) =>
  viewExport(await loadExport(table, principal, params.exportId, clock())),
);
