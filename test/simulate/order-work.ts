import { WORKER_TIMEOUTS, type WorkerName } from '../../infra/constructs/worker.ts';
import type { Usage } from '../bench/host/meter.ts';

/** What an order takes of AWS besides the table, from its trigger to its webhook. */
export interface OrderWork {
  invocations: number;
  /** To SQS, by functions and by Lambda, which polls for them. */
  queueRequests: number;
  /** Of the lines that functions write. */
  logBytes: number;
}

/** Those that no queue feeds. */
const OTHERS: ReadonlySet<WorkerName> = new Set(['relay-events', 'sweep-due', 'post-alarm']);
const fedByQueues = Object.keys(WORKER_TIMEOUTS).filter((name) => !OTHERS.has(name as WorkerName));

/** Lambda receives a batch for each invocation, and deletes it. */
const REQUESTS_PER_BATCH = 2;

/** @param usage of all functions while so many orders were confirmed */
export function orderWorkOf(
  usage: Readonly<Record<string, Usage>>,
  logBytes: number,
  orders: number,
): OrderWork {
  const all = Object.entries(usage);
  const sum = (of: 'invocations' | 'sends', some = all) =>
    some.reduce((total, [, taken]) => total + taken[of], 0);
  const fed = all.filter(([name]) => fedByQueues.some((worker) => name.endsWith(`-${worker}`)));
  return {
    invocations: sum('invocations') / orders,
    queueRequests: (sum('sends') + REQUESTS_PER_BATCH * sum('invocations', fed)) / orders,
    logBytes: logBytes / orders,
  };
}
