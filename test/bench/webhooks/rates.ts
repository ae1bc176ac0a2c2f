import { setTimeout as sleep } from 'node:timers/promises';
import { startHostChild } from '../host/host-child.ts';
import { type Usage, usageBetween } from '../host/meter.ts';
import { progress } from '../report/report.ts';
import { quantile } from '../report/statistics.ts';
import { openMerchants } from './merchants.ts';
import { startReceivers } from './receivers.ts';

/** What sending webhooks comes to when this share of the receivers fails every time. */
export interface WebhookRate {
  failing: number;
  events: number;
  /** Of a burst: events whose first attempt has come to its receiver, per second from the first commit on. */
  eventsPerSecond: number;
  /** At half of that pace, in milliseconds. */
  p50Ms: number;
  p99Ms: number;
  /** For each event, until its delivery has succeeded or failed for good. */
  perEvent: {
    attempts: number;
    tableRequests: number;
    readUnits: number;
    writeUnits: number;
    /** Sent by functions; and what Lambda's pollers receive and delete, a batch at a time. */
    queueRequests: number;
    invocations: number;
  };
}

export interface RatePlan {
  /** Of the burst; as many follow at half of its pace. */
  events: number;
  shares: readonly number[];
}

const MERCHANTS = 10;
/** Retries after 1, 5 and 30 minutes come within seconds: what they cost is measured, not how long they wait. */
const SPEED = 600;
const WORKERS = ['relay-events', 'deliver-webhook'] as const;
const LIMIT_MS = 300_000;

/** One event concerns one endpoint. Each share has a host of its own. */
export async function measureWebhookRates({ events, shares }: RatePlan): Promise<WebhookRate[]> {
  const rates: WebhookRate[] = [];
  for (const failing of shares) rates.push(await measureShare(failing, events));
  return rates;
}

async function measureShare(failing: number, events: number): Promise<WebhookRate> {
  const name = `Webhooks with ${failing * 100} % of receivers failing`;
  progress(`${name}: starting`);
  const receivers = await startReceivers();
  const host = await startHostChild([], { speed: SPEED, metered: true });
  try {
    const merchants = await openMerchants(host, receivers, MERCHANTS);
    receivers.behave((endpoint) => (endpoint < MERCHANTS * failing ? 'fail' : 'take'));
    const firsts = () => new Map(receivers.arrivals.toReversed().map(({ eventId, at }) => [eventId, at]));
    const all = async (times: ReadonlyMap<string, number>): Promise<Map<string, number>> => {
      const deadline = Date.now() + LIMIT_MS;
      for (;;) {
        const come = firsts();
        const missing = [...times.keys()].filter((id) => !come.has(id)).length;
        if (missing === 0) return come;
        if (Date.now() > deadline) throw new Error(`${missing} webhooks did not come in ${LIMIT_MS} ms`);
        progress(`${name}: ${missing} of ${times.size} are still to come`);
        await sleep(100);
      }
    };
    // Functions load with the first events that they get.
    await all(await merchants.happen(2 * MERCHANTS));
    await merchants.settled(LIMIT_MS);

    const { usage: before } = await host.facts();
    const arrivedBefore = receivers.arrivals.length;
    progress(`${name}: ${events} events at once`);
    const burst = await merchants.happen(events);
    const come = await all(burst);
    const began = Math.min(...burst.values());
    const ended = Math.max(...[...burst.keys()].map((id) => come.get(id) ?? 0));
    const eventsPerSecond = (events * 1000) / (ended - began);
    progress(`${name}: the deliveries come to their ends`);
    await merchants.settled(LIMIT_MS);
    // Idle sweeps and polls do not count, and the last message is deleted by now.
    const { usage: after } = await host.facts();
    const attempts = receivers.arrivals.length - arrivedBefore;
    const used = usageBetween(before, after, WORKERS);
    const polled = usageBetween(before, after, ['deliver-webhook']).invocations;

    progress(`${name}: ${events} events at ${Math.round(eventsPerSecond / 2)} per second`);
    const paced = await merchants.happen(events, eventsPerSecond / 2);
    const arrived = await all(paced);
    const waits = [...paced].map(([id, at]) => (arrived.get(id) ?? 0) - at);
    merchants.close();
    return {
      failing,
      events,
      eventsPerSecond,
      p50Ms: quantile(waits, 0.5),
      p99Ms: quantile(waits, 0.99),
      perEvent: perEvent(used, polled, attempts, events),
    };
  } finally {
    await host.stop();
    await receivers.stop();
  }
}

const perEvent = (
  used: Usage,
  polled: number,
  attempts: number,
  events: number,
): WebhookRate['perEvent'] => ({
  attempts: attempts / events,
  tableRequests: used.tableRequests / events,
  readUnits: used.readUnits / events,
  writeUnits: used.writeUnits / events,
  queueRequests: (used.sends + 2 * polled) / events,
  invocations: used.invocations / events,
});
