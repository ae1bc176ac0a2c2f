import { startHostChild } from '../host/host-child.ts';
import type { HostFacts } from '../host/host-process.ts';
import { type Usage, usageBetween } from '../host/meter.ts';
import { progress } from '../report/report.ts';
import { openMerchants } from './merchants.ts';
import { startReceivers } from './receivers.ts';

/** Many webhooks that become due at the same moment. */
export interface Burst {
  name: string;
  events: number;
  endpoints: number;
  /** Each to one endpoint. */
  webhooks: number;
  /** From the first commit until the last webhook has come. */
  seconds: number;
  /** Webhooks per second of each quarter of them, in the order of their coming. */
  pace: readonly number[];
  /** What a webhook of each third of them takes. */
  thirds: readonly Work[];
  /** Requests to DynamoDB and write units for each webhook. */
  perWebhook: { tableRequests: number; writeUnits: number };
}

/** What a webhook takes, whatever else the machine does meanwhile. */
export interface Work {
  tableRequests: number;
  /** Of the host and its engine. */
  processorMs: number;
}

export interface BurstPlan {
  name: string;
  events: number;
  endpoints: number;
  /** Whether every endpoint is of the same merchant, and so gets every event. */
  together: boolean;
}

/** Those of the bench. @param events of a burst to ten endpoints */
export const burstPlans = (events: number, orders: number): readonly BurstPlan[] => [
  { name: 'each to one of ten endpoints', events, endpoints: 10, together: false },
  { name: 'each to fifty endpoints', events: orders, endpoints: 50, together: true },
];

const WORKERS = ['relay-events', 'deliver-webhook'] as const;
/** So long nothing came: something is lost. */
const LIMIT_MS = 120_000;

/** Each has a host of its own. */
export async function measureBurst({ name, events, endpoints, together }: BurstPlan): Promise<Burst> {
  progress(`Burst ${name}: starting`);
  const receivers = await startReceivers();
  const host = await startHostChild([], { metered: true });
  try {
    const merchants = await openMerchants(
      host,
      receivers,
      together ? 1 : endpoints,
      together ? endpoints : 1,
    );
    const eachTo = together ? endpoints : 1;
    const come = (count: number) =>
      receivers.waitFor(count, LIMIT_MS, (there) =>
        progress(`Burst ${name}: ${there} of ${count} have come`),
      );
    // Functions load with the first events that they get.
    await merchants.happen(merchants.count);
    await come(merchants.count * eachTo);
    const webhooks = events * eachTo;
    const mark = async (): Promise<Mark> => ({
      ...(await host.facts()),
      webhooks: receivers.arrivals.length,
    });
    receivers.arrivals.length = 0;
    const start = await mark();
    const marks = [start];
    const drain = async (): Promise<void> => {
      for (let third = 1; third <= THIRDS; third++) {
        await come(Math.ceil((webhooks * third) / THIRDS));
        marks.push(await mark());
      }
    };
    const [times] = await Promise.all([merchants.happen(events), drain()]);
    await merchants.settled(LIMIT_MS);
    const { usage: after } = await host.facts();
    merchants.close();
    const began = Math.min(...times.values());
    const arrived = receivers.arrivals.map(({ at }) => at - began);
    return {
      ...{ name, events, endpoints, webhooks },
      seconds: Math.max(...arrived) / 1000,
      pace: paceOf(arrived),
      thirds: thirdsOf(marks),
      perWebhook: perWebhook(usageBetween(start.usage, after, WORKERS), webhooks),
    };
  } finally {
    await host.stop();
    await receivers.stop();
  }
}

const QUARTERS = 4;

/** @param arrived milliseconds since the beginning, in any order */
export function paceOf(arrived: readonly number[]): number[] {
  const sorted = arrived.toSorted((one, other) => one - other);
  const ends = Array.from({ length: QUARTERS }, (_, n) => Math.ceil((sorted.length * (n + 1)) / QUARTERS));
  return ends.map((end, n) => {
    const start = ends[n - 1] ?? 0;
    const from = sorted[start - 1] ?? 0;
    return ((end - start) * 1000) / Math.max(1, (sorted[end - 1] ?? from) - from);
  });
}

const THIRDS = 3;

/** What the host had used when this many webhooks had come. */
type Mark = Pick<HostFacts, 'usage' | 'processorMs'> & { webhooks: number };

export const thirdsOf = (marks: readonly Mark[]): Work[] =>
  marks.slice(1).map((mark, at) => {
    const before = marks[at] ?? mark;
    const webhooks = Math.max(1, mark.webhooks - before.webhooks);
    return {
      tableRequests: usageBetween(before.usage, mark.usage, WORKERS).tableRequests / webhooks,
      processorMs: (mark.processorMs - before.processorMs) / webhooks,
    };
  });

/** How much more a webhook may take of the last third than of the one before it. */
const MORE = { tableRequests: 1.25, processorMs: 1.5 } as const;

/**
 * Whether webhooks take more and more the longer a burst lasts. Not by their pace, which other work of the machine makes
 * uneven; and not by the first third, which holds the start.
 */
export function slowsDown({ thirds }: Pick<Burst, 'thirds'>): boolean {
  const [before, last] = thirds.slice(-2);
  if (before === undefined || last === undefined) return false;
  return (['tableRequests', 'processorMs'] as const).some((of) => last[of] > before[of] * MORE[of]);
}

const perWebhook = ({ tableRequests, writeUnits }: Usage, webhooks: number): Burst['perWebhook'] => ({
  tableRequests: tableRequests / webhooks,
  writeUnits: writeUnits / webhooks,
});
