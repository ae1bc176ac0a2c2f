import { ConditionFailed, TransactionRefused } from '../adapters/dynamo/errors.ts';
import { isTransient } from '../adapters/dynamo/sdk/transient.ts';
import type { Logger } from '../adapters/logging/logger.ts';
import type { Queues } from '../adapters/queues/queues.ts';
import { inParallel } from '../base/async/in-parallel.ts';
import { Problem } from '../base/problem.ts';
import { withActor } from '../events/with-actor.ts';
import { actOnOrder } from './act-on-order.ts';
import {
  type BulkJob,
  type BulkMessage,
  type BulkResult,
  insertResult,
  loadBulkJob,
  nextOrderIds,
  resultKinds,
  resultsOf,
  storeBulkJob,
} from './bulk-job.ts';
import type { ActionServices } from './order-command.ts';

/** Orders between two steps of the progress. */
const PAGE_SIZE = 20;

/** Orders at a time: each is a transaction or two, and a look-up of its place when it is booked. */
const AT_A_TIME = 5;

/** Time to finish a page: none is begun with less than that left. */
const RESERVE_MS = 15_000;

/** When a second message checks again whether the first one's worker is still running. */
const LOOK_AGAIN_SECONDS = 60;

export interface BulkServices extends ActionServices {
  queues: Queues;
  log: Logger;
  /** Milliseconds that the invocation has left. */
  remaining: () => number;
}

/**
 * Continues a job, and sends the next message unless the job has ended. The message may be acknowledged when this returns.
 * It may die anywhere: an order's result is stored with what was done to it, and a page counts once its end is stored.
 */
export async function workBulk(services: BulkServices, message: BulkMessage): Promise<void> {
  const { table, clock, remaining, queues, log } = services;
  const again = (delaySeconds: number) =>
    queues.send('bulk', [{ body: message, group: message.tenantId, delaySeconds }]);
  let job = await loadBulkJob(table, message, message.jobId, clock());
  while (job?.status === 'running') {
    if (remaining() < RESERVE_MS) return again(0);
    const next = await workPage(services, job);
    if (next === undefined) return again(LOOK_AGAIN_SECONDS);
    job = next;
  }
  if (job === undefined) return;
  const { tenantId, done, status } = job;
  log.info('A bulk job has ended', { tenantId, jobId: job.id, outcome: status, count: done });
}

/** Processes the next orders, and stores how far the job is; undefined when another worker did so. */
async function workPage(services: BulkServices, job: BulkJob): Promise<BulkJob | undefined> {
  const { table, clock } = services;
  const orderIds = await nextOrderIds(table, job, PAGE_SIZE);
  const known = new Set((await resultsOf(table, job, orderIds)).map(({ orderId }) => orderId));
  const left = orderIds.filter((id) => !known.has(id));
  const worked = await inParallel(left, AT_A_TIME, (orderId) => work(services, job, orderId));
  for (const result of worked) if (result.status === 'rejected') throw result.reason;
  const results = await resultsOf(table, job, orderIds);
  const [done, skipped, failed] = resultKinds.map(
    (kind) => results.filter(({ result }) => result === kind).length,
  );
  const position = job.position + orderIds.length;
  return storeBulkJob(table, job, {
    ...job,
    position,
    done: job.done + (done ?? 0),
    skipped: job.skipped + (skipped ?? 0),
    failed: job.failed + (failed ?? 0),
    ...((position >= job.total || orderIds.length === 0) && {
      status: 'finished',
      finishedAt: clock().toISOString(),
    }),
  });
}

/** Carries out the action on one order, once, and stores the result with it; a refusal is stored as the result. */
async function work(services: BulkServices, job: BulkJob, orderId: string): Promise<void> {
  const { tenantId, mode, action, reason, callType, actor } = job;
  const { log } = services;
  const table = actor ? withActor(services.table, actor) : services.table;
  try {
    await actOnOrder(
      { ...services, table },
      { tenantId, mode },
      orderId,
      { action, reason, callType },
      (acted) => {
        const { callId, deliveryId } = acted;
        return [insertResult(job, { orderId, result: 'done', callId, deliveryId })];
      },
    );
  } catch (thrown) {
    // Another worker did it, or this one before it died.
    if (thrown instanceof TransactionRefused && thrown.failed('receipt')) return;
    if (isTransient(thrown)) throw thrown;
    if (!(thrown instanceof Problem)) log.error('An order of a bulk job failed', { error: thrown, orderId });
    const { put, if: condition } = insertResult(job, notDone(orderId, thrown)) as Insert;
    try {
      await table.put(put, condition);
    } catch (refused) {
      if (!(refused instanceof ConditionFailed)) throw refused;
    }
  }
}

type Insert = Extract<ReturnType<typeof insertResult>, { put: unknown }>;

function notDone(orderId: string, thrown: unknown): BulkResult {
  if (!(thrown instanceof Problem)) return { orderId, result: 'failed', code: 'internal' };
  const { code, details } = thrown;
  const { reason, message } = details as { reason?: string; message?: string };
  const result = code === 'action_not_possible' ? 'skipped' : 'failed';
  return { orderId, result, code, reason, message };
}
