import { setTimeout as sleep } from 'node:timers/promises';
import type { Table } from '../../adapters/dynamo/table.ts';
import { abortable } from '../../base/async/abortable.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { findRows } from '../../orders/lists/find-rows.ts';
import type { OrderSearch } from '../../orders/rows/search-row.ts';
import { localDay } from '../../time/calendar.ts';
import { csvOf } from './csv.ts';
import { type ExportJob, loadExport, requestExport } from './export-job.ts';
import { gatherOrders } from './gather.ts';

/** Lambda answers 6 MB at most (6,291,456 bytes), headers and all. */
const MAX_BYTES = 6_000_000;

/**
 * Time to look for an answer that fits, and until an answer is given in any case, of the 15 s that an endpoint has:
 * where a single read takes seconds, so do those that let the request in, and the storing of the job.
 */
const GATHER_MS = 4_000;
const ANSWER_MS = 9_000;

const POLL_MS = 200;

export type ExportedOrders =
  | { kind: 'text'; csv: string; fileName: string }
  /** Done, or still pending after a while of waiting. */
  | { kind: 'file'; job: ExportJob };

export interface ExportLimits {
  mostBytes: number;
  gatherMs: number;
  answerMs: number;
}

const LIMITS: ExportLimits = { mostBytes: MAX_BYTES, gatherMs: GATHER_MS, answerMs: ANSWER_MS };

/** The matching orders as CSV: immediately when one answer holds them, otherwise as a file that a worker writes. */
export async function exportOrders(
  { table, clock }: { table: Table; clock: Clock },
  owner: Scope & { timeZone: string },
  search: OrderSearch,
  { mostBytes, gatherMs, answerMs }: ExportLimits = LIMITS,
): Promise<ExportedOrders> {
  const now = clock();
  const over = AbortSignal.timeout(answerMs);
  const fileName = `orders-${localDay(now, owner.timeZone)}.csv`;
  const signal = AbortSignal.timeout(gatherMs);
  const csv = await gatherOrders(csvOf(findRows(table, owner, search, { signal })), mostBytes, signal);
  if (csv !== undefined) return { kind: 'text', csv, fileName };

  let job = await requestExport(table, owner, { search, fileName }, now);
  try {
    while (job.status === 'pending') {
      await abortable(sleep(POLL_MS), over);
      job = await abortable(loadExport(table, owner, job.id, clock()), over);
    }
  } catch (error) {
    if (!over.aborted) throw error;
  }
  return { kind: 'file', job };
}
