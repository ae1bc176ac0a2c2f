import { mostAtOnce, relaysPerShard, STREAM_SHARDS } from '../../infra/constructs/concurrency.ts';
import { WORKER_TIMEOUTS, type WorkerName } from '../../infra/constructs/worker.ts';
import { heading, rounded, table } from './report/report.ts';

/** What comes while a queue is full. */
export interface Pressure {
  /** Functions that the account runs at once. */
  account: number;
  ordersPerSecond: number;
  /** Messages that wait when it begins: in the webhooks queue, or in every queue there is. */
  backlog: number;
  fullQueues: 'webhooks' | 'all';
  /** At most; it ends sooner when the backlog is worked off. */
  seconds: number;
}

export interface PressureResult extends Pressure {
  /** That queues and stream may take together. */
  forQueues: number;
  orders: number;
  refused: number;
  /** Functions at once, of queues and stream, and of all. */
  most: { queues: number; all: number };
  left: number;
}

/** A function's consumer: how many messages it takes, how long that lasts, and what it leaves to others. */
interface Source {
  worker: WorkerName;
  most: number;
  batch: number;
  milliseconds: number;
  waiting: number;
  running: number;
}

/** An endpoint's time for an order on a quarter of a processor, with a cold start among a few. */
const REQUEST_MS = 150;

/** With receivers that answer within a second; slower ones keep the same number of functions busy for longer. */
const BATCHES: Readonly<Partial<Record<WorkerName, { batch: number; milliseconds: number }>>> = {
  'deliver-webhook': { batch: 10, milliseconds: 1000 },
  'dial-call': { batch: 10, milliseconds: 300 },
  'relay-events': { batch: 100, milliseconds: 200 },
};
const OTHER = { batch: 1, milliseconds: 1000 };

const NOT_FED: readonly WorkerName[] = ['sweep-due', 'post-alarm'];

/**
 * What an account's limit of functions that run at once does to orders while a backlog is worked off, a millisecond after
 * the other. Against the orders: queues have all their functions at once, without the minutes that Lambda takes to add
 * them, and take what becomes free before an order does.
 */
export function simulatePressure(pressure: Pressure): PressureResult {
  const { account, ordersPerSecond, backlog, fullQueues, seconds } = pressure;
  const sources = sourcesOf(account);
  const of = (worker: WorkerName): Source => {
    const found = sources.find((source) => source.worker === worker);
    if (found === undefined) throw new Error(`${worker} takes nothing`);
    return found;
  };
  const relay = of('relay-events');
  const [webhooks, calls] = [of('deliver-webhook'), of('dial-call')];
  for (const source of fullQueues === 'all' ? sources : [webhooks]) source.waiting = backlog;

  /** What ends at a millisecond, by what it leaves behind. */
  const endings = new Map<number, (() => void)[]>();
  const endAt = (at: number, end: () => void) => {
    const others = endings.get(at);
    if (others) others.push(end);
    else endings.set(at, [end]);
  };
  const arrives = arrivals(ordersPerSecond);
  const most = { queues: 0, all: 0 };
  let [orders, refused, forOrders, forQueues] = [0, 0, 0, 0];
  for (let now = 0; now < seconds * 1000; now++) {
    for (const end of endings.get(now) ?? []) end();
    endings.delete(now);
    for (const source of sources)
      while (source.waiting > 0 && source.running < source.most && forOrders + forQueues < account) {
        const taken = Math.min(source.batch, source.waiting);
        source.waiting -= taken;
        source.running++;
        forQueues++;
        endAt(now + source.milliseconds, () => {
          source.running--;
          forQueues--;
          // A dial has an outcome, which is reported; an event is relayed to a receiver.
          if (source === calls) relay.waiting += taken;
          if (source === relay) webhooks.waiting += taken;
        });
      }
    most.queues = Math.max(most.queues, forQueues);
    for (let coming = arrives(); coming > 0; coming--) {
      orders++;
      if (forOrders + forQueues >= account) {
        refused++;
        continue;
      }
      forOrders++;
      endAt(now + REQUEST_MS, () => {
        forOrders--;
        relay.waiting++;
        calls.waiting++;
      });
    }
    most.all = Math.max(most.all, forOrders + forQueues);
    if (webhooks.waiting === 0 && fullQueues === 'webhooks') break;
  }
  const sum = sources.reduce((total, source) => total + source.most, 0);
  return { ...pressure, forQueues: sum, orders, refused, most, left: webhooks.waiting };
}

function sourcesOf(account: number): Source[] {
  const workers = Object.keys(WORKER_TIMEOUTS) as WorkerName[];
  return workers
    .filter((worker) => !NOT_FED.includes(worker))
    .map((worker) => ({
      worker,
      most: worker === 'relay-events' ? STREAM_SHARDS * relaysPerShard(account) : mostAtOnce(worker, account),
      ...(BATCHES[worker] ?? OTHER),
      ...{ waiting: 0, running: 0 },
    }));
}

/** How many orders come in each millisecond, as they come by themselves: at random, and the same in every run. */
function arrivals(perSecond: number): () => number {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return () => {
    const limit = Math.exp(-perSecond / 1000);
    let count = 0;
    for (let product = random(); product > limit; product *= random()) count++;
    return count;
  };
}

const MILLION = 1_000_000;

/** @param account of one size alone */
export function measureConcurrency(account?: number): PressureResult[] {
  const pressures: Omit<Pressure, 'backlog' | 'seconds'>[] = (
    account === undefined ? [10, 100, 500, 1000] : [account]
  ).flatMap((each) => [
    ...[1, 10, 100, 1000].map((ordersPerSecond) => {
      return { account: each, ordersPerSecond, fullQueues: 'webhooks' as const };
    }),
    { account: each, ordersPerSecond: 100, fullQueues: 'all' },
  ]);
  return pressures.map((pressure) => simulatePressure({ ...pressure, backlog: MILLION, seconds: 600 }));
}

export function printConcurrency(results: readonly PressureResult[]): void {
  heading('Orders while a million webhooks wait, by the functions that the account runs at once');
  table(
    ['functions', 'for queues', 'full queues', 'orders/s', 'orders', 'refused', '%', 'at once', 'left after'],
    results.map(({ account, forQueues, fullQueues, ordersPerSecond, orders, refused, most, left }) => [
      ...[account, forQueues, fullQueues, ordersPerSecond, orders, refused],
      rounded((100 * refused) / orders),
      ...[most.all, left],
    ]),
  );
  if (results.some(({ forQueues, account, refused }) => refused > 0 && forQueues > account / 2))
    console.log(
      '\nWhere queues need more than half of the functions, orders are refused: ask Service Quotas for 1,000 (L-B99A9384)',
    );
}
