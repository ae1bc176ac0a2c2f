import { filesFromEnvironment } from '../../../../shared/adapters/files/files.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { fileKey, loadExport } from '../../../../shared/reports/exports/export-job.ts';
import { getOrderExportRoute, viewOrderExport } from './order-export-routes.ts';

const files = filesFromEnvironment();

export const handler = endpoint(getOrderExportRoute, async ({ params, principal }, { table, clock }) => {
  const job = await loadExport(table, principal, params.id, clock());
  const url = job.status === 'done' ? await files.link(fileKey(job), job.fileName) : null;
  return { status: 200, body: viewOrderExport(job, url) };
});
