import { setTimeout as sleep } from 'node:timers/promises';
import { startHostChild } from '../host/host-child.ts';
import { progress } from '../report/report.ts';
import { quantile } from '../report/statistics.ts';
import { openMerchants } from './merchants.ts';
import { startReceivers } from './receivers.ts';

/** How long the webhooks of 49 endpoints take with the fiftieth hanging, and without. */
export interface Isolation {
  endpoints: number;
  perSecond: number;
  /** From the commit to the receipt, in milliseconds. */
  without: { p50Ms: number; p99Ms: number; count: number };
  hanging: { p50Ms: number; p99Ms: number; count: number };
  /** Of the p99 with, to the p99 without. */
  ratio: number;
  /** The same of each pair of turns that follow each other: how much of it is chance. */
  ratios: readonly number[];
}

export interface IsolationPlan {
  /** Turns of each kind, one after the other. */
  turns: number;
  secondsPerTurn: number;
  perSecond: number;
}

const ENDPOINTS = 50;
const HANGING = 0;
/** From the start of a turn on, so that a hanging endpoint holds all that it is going to hold. */
const WARMING_MS = 2000;
const LIMIT_MS = 120_000;

/** Both kinds take turns within one run, so that whatever else the machine does meets both. */
export async function measureIsolation({
  turns,
  secondsPerTurn,
  perSecond,
}: IsolationPlan): Promise<Isolation> {
  progress('Isolation: starting');
  const receivers = await startReceivers();
  const host = await startHostChild();
  try {
    const merchants = await openMerchants(host, receivers, ENDPOINTS);
    const waits = { without: [] as number[][], hanging: [] as number[][] };
    const turn = async (kind: 'without' | 'hanging', seconds: number): Promise<number[]> => {
      receivers.behave((endpoint) => (kind === 'hanging' && endpoint === HANGING ? 'hang' : 'take'));
      const began = performance.timeOrigin + performance.now() + WARMING_MS;
      const times = await merchants.happen(Math.round(perSecond * (seconds + WARMING_MS / 1000)), perSecond);
      // Whatever hangs is let go only when all others have come.
      const come = await othersCome(times.size);
      receivers.behave(() => 'take');
      const measured = [...times].filter(([, at]) => at >= began);
      return measured.flatMap(([id, at]) => {
        const arrival = come.get(id);
        return arrival === undefined || arrival.endpoint === HANGING ? [] : [arrival.at - at];
      });
    };
    /** The first arrival of each event so far, once all of the last ones but the hanging endpoint's are there. */
    const othersCome = async (events: number) => {
      const deadline = Date.now() + LIMIT_MS;
      const expected = events - Math.ceil(events / ENDPOINTS);
      const others = () =>
        new Set(
          receivers.arrivals.filter(({ endpoint }) => endpoint !== HANGING).map(({ eventId }) => eventId),
        );
      while (others().size < expected) {
        if (Date.now() > deadline) throw new Error(`Only ${others().size} of ${expected} webhooks came`);
        await sleep(50);
      }
      const firsts = new Map(receivers.arrivals.toReversed().map((arrival) => [arrival.eventId, arrival]));
      receivers.arrivals.length = 0;
      return firsts;
    };
    progress('Isolation: warming up');
    await turn('without', 2);
    for (let at = 1; at <= turns; at++)
      for (const kind of ['without', 'hanging'] as const) {
        progress(`Isolation: turn ${at} of ${turns}, ${kind === 'hanging' ? 'one hangs' : 'none hangs'}`);
        waits[kind].push(await turn(kind, secondsPerTurn));
      }
    merchants.close();
    const p99 = (values: number[]) => quantile(values, 0.99);
    const of = (each: number[][]) => {
      const values = each.flat();
      return { p50Ms: quantile(values, 0.5), p99Ms: p99(values), count: values.length };
    };
    const [without, hanging] = [of(waits.without), of(waits.hanging)];
    const ratios = waits.hanging.map((values, at) => p99(values) / p99(waits.without[at] ?? []));
    return {
      endpoints: ENDPOINTS,
      perSecond,
      without,
      hanging,
      ratio: hanging.p99Ms / without.p99Ms,
      ratios,
    };
  } finally {
    await host.stop();
    await receivers.stop();
  }
}
