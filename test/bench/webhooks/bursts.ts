import { startHostChild } from '../host/host-child.ts';
import { type Usage, usageBetween } from '../host/meter.ts';
import { progress } from '../report/report.ts';
import { openMerchants } from './merchants.ts';
import { startReceivers } from './receivers.ts';

/** Many webhooks that are asked for at the same moment. */
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
  /** Requests to DynamoDB and write units for each webhook. */
  perWebhook: { tableRequests: number; writeUnits: number };
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
    const { usage: before } = await host.facts();
    receivers.arrivals.length = 0;
    const times = await merchants.happen(events);
    const webhooks = events * eachTo;
    await come(webhooks);
    await merchants.settled(LIMIT_MS);
    const { usage: after } = await host.facts();
    merchants.close();
    const began = Math.min(...times.values());
    const arrived = receivers.arrivals.map(({ at }) => at - began);
    return {
      ...{ name, events, endpoints, webhooks },
      seconds: Math.max(...arrived) / 1000,
      pace: paceOf(arrived),
      perWebhook: perWebhook(usageBetween(before, after, WORKERS), webhooks),
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

/** A quarter that takes twice as long as the one before slowed down; the first one holds the start. */
export const slowsDown = ({ pace }: Burst): boolean =>
  pace.some((perSecond, quarter) => quarter > 0 && perSecond < (pace[quarter - 1] ?? 0) / 2);

const perWebhook = ({ tableRequests, writeUnits }: Usage, webhooks: number): Burst['perWebhook'] => ({
  tableRequests: tableRequests / webhooks,
  writeUnits: writeUnits / webhooks,
});
