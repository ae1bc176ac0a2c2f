import { startHostChild } from '../host/host-child.ts';
import { type Usage, usageBetween } from '../host/meter.ts';
import { progress } from '../report/report.ts';
import { type Mark, marksDuring, type Work, workOf } from '../slowdown.ts';
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
  /** What a webhook of each third of them takes, and of each sixth. */
  thirds: readonly Required<Work>[];
  sixths: readonly Required<Work>[];
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
    const webhooks = events * eachTo;
    const mark = async (): Promise<Mark> => ({
      ...(await host.facts()),
      done: receivers.arrivals.length,
    });
    receivers.arrivals.length = 0;
    const { usage: before } = await host.facts();
    const [times, marks] = await Promise.all([merchants.happen(events), marksDuring(webhooks, come, mark)]);
    await merchants.settled(LIMIT_MS);
    const { usage: after } = await host.facts();
    merchants.close();
    const began = Math.min(...times.values());
    const arrived = receivers.arrivals.map(({ at }) => at - began);
    return {
      ...{ name, events, endpoints, webhooks },
      seconds: Math.max(...arrived) / 1000,
      pace: paceOf(arrived),
      thirds: workOf(
        marks.filter((_, at) => at % 2 === 0),
        WORKERS,
      ),
      sixths: workOf(marks, WORKERS),
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

const perWebhook = ({ tableRequests, writeUnits }: Usage, webhooks: number): Burst['perWebhook'] => ({
  tableRequests: tableRequests / webhooks,
  writeUnits: writeUnits / webhooks,
});
