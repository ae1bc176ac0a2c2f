import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Files } from '../../adapters/files/file-port.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/problem.ts';
import { findRows } from '../../orders/lists/find-rows.ts';
import { CSV_TYPE, csvOf } from './csv.ts';
import { type ExportMessage, fileKey, finishExport, loadExport, noteRows, searchOf } from './export-job.ts';
import { csvOfList } from './list-columns.ts';
import { ordersOfList } from './orders-of-list.ts';
import { storedList } from './stored-list.ts';

export interface ExportServices {
  table: Table;
  files: Files;
  clock: Clock;
}

/** Writes the file that a message requests. Repeating writes it again, until it is done; an expired one is dropped. */
export async function writeExport(
  { table, files, clock }: ExportServices,
  { tenantId, mode, exportId }: ExportMessage,
): Promise<void> {
  const scope = { tenantId, mode };
  try {
    const job = await loadExport(table, scope, exportId, clock());
    if (job.status === 'done') return;
    const list = job.list === undefined ? undefined : storedList(job.list);
    const pieces =
      list === undefined
        ? csvOf(findRows(table, scope, searchOf(job)))
        : csvOfList(
            ordersOfList(table, scope, list, (rows) => noteRows(table, job, rows)),
            list.timeZone,
          );
    await files.write(fileKey(job), pieces, CSV_TYPE);
    await finishExport(table, job, clock());
  } catch (error) {
    const isGone =
      error instanceof ConditionFailed || (error instanceof Problem && error.code === 'not_found');
    if (!isGone) throw error;
  }
}
