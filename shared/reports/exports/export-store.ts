import { absent, present } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { isId, newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { EventOf } from '../../events/event.ts';
import type { OrderSearch } from '../../orders/matching.ts';
import {
  EXPORT_DAYS,
  type ExportJob,
  exportEventToItem,
  exportFromItem,
  exportKey,
  exportToItem,
  storedSearch,
} from './export-job.ts';
import type { ExportMessage } from './export-message.ts';

/** Asks for a file; the relay hands the work to the exports queue. */
export async function requestExport(
  table: Table,
  { tenantId, mode }: Scope,
  search: OrderSearch,
  fileName: string,
  now: Date,
): Promise<ExportJob> {
  const job: ExportJob = {
    id: newId('export', now),
    tenantId,
    mode,
    search: storedSearch(search),
    fileName,
    status: 'pending',
    createdAt: now.toISOString(),
    finishedAt: null,
    expiresAt: Math.floor(now.getTime() / 1000) + EXPORT_DAYS * 86_400,
  };
  const body: ExportMessage = { tenantId, mode, exportId: job.id };
  const event: EventOf<'export.requested'> = {
    id: newId('event', now),
    type: 'export.requested',
    tenantId,
    mode,
    at: now.toISOString(),
    data: { exportId: job.id },
    job: { queue: 'exports', body },
  };
  await table.transact([
    { put: exportToItem(job), if: absent },
    { put: exportEventToItem(job, event), if: absent },
  ]);
  return job;
}

/** @throws Problem not_found, once it has expired too */
export async function loadExport(
  table: Table,
  scope: Scope,
  exportId: string,
  now: Date,
): Promise<ExportJob> {
  const item = isId('export', exportId) ? await table.get(exportKey(scope, exportId)) : undefined;
  const job = item && exportFromItem(item);
  if (job === undefined || job.expiresAt * 1000 <= now.getTime()) throw new Problem('not_found');
  return job;
}

/** @throws ConditionFailed when the job is gone */
export async function finishExport(table: Table, job: ExportJob, now: Date): Promise<void> {
  const set = { status: 'done', finishedAt: now.toISOString() };
  await table.update(exportKey(job, job.id), { set }, present);
}
