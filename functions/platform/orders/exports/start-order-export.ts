import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import { type ExportJob, requestExport } from '../../../../shared/reports/exports/export-job.ts';
import { exportRequestOf } from '../../../../shared/reports/exports/list-export-request.ts';
import { dayStart, toOrderQuery } from '../../fields/order-query.ts';
import { startOrderExportRoute, viewOrderExport } from './order-export-routes.ts';

export const handler = endpoint(
  startOrderExportRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const { orderIds, filter = {} } = body ?? {};
    const now = clock();
    const orders = orderIds ?? (await toOrderQuery(filter, principal));
    const { timeZone } = principal;
    const wanted = exportRequestOf({ orders, today: await dayStart(principal, now), timeZone }, now);
    return reply(await requestExport(table, principal, wanted, now, (made) => receipt(reply(made))));
  },
);

const reply = (job: ExportJob): Reply => ({ status: 202, body: viewOrderExport(job, null) });
