import { synthesize } from '../../infra/local/synth.ts';
import { type ArrivalSearches, measureArrivals, printArrivals } from './arrivals.ts';
import { measureBacklogs } from './backlogs.ts';
import { measureConcurrency, printConcurrency } from './concurrency.ts';
import { measureConsole, printConsole } from './console.ts';
import { measureIdle, printIdle } from './idle.ts';
import { unmeasured } from './large/capacity.ts';
import { measureLarge } from './large/large.ts';
import { measureScaling } from './large/scaling.ts';
import { measureLiveOrder, printLiveOrder } from './live-order.ts';
import { measureThroughput } from './load/throughput.ts';
import { type LoadTime, measureLoadTimes } from './load-times/load-times.ts';
import { printHostRates, printWaitingMessages } from './local-host/print.ts';
import { measureHostRates } from './local-host/rates.ts';
import { measureWaitingMessages } from './local-host/waiting-messages.ts';
import { type HotWork, measureHotFunctions } from './memory/memory.ts';
import { printMemory } from './memory/print-memory.ts';
import { measureMistakes } from './mistakes.ts';
import {
  printBacklogs,
  printExports,
  printJourney,
  printLarge,
  printLoadTimes,
  printMistakes,
  printRegionLookup,
  printScaling,
  printThroughput,
} from './print.ts';
import { measureReadyTime } from './ready-time.ts';
import { measureRegionLookup } from './region-lookup.ts';
import type { BenchRecord } from './report/record.ts';
import { progress } from './report/report.ts';
import { burstPlans, measureBurst } from './webhooks/bursts.ts';
import { measureIsolation } from './webhooks/isolation.ts';
import { printBursts, printIsolation, printWebhookRates } from './webhooks/print.ts';
import { measureWebhookRates } from './webhooks/rates.ts';

/** How much of everything is measured. */
const quick = {
  rounds: 3,
  /** Confirmed orders, one by one. */
  hot: 20,
  sizes: [100, 1000],
  times: 3,
  /** Confirmed, for the part order. */
  liveOrders: 100,
  arrivals: { rates: [10], seconds: 60 },
  orders: 5000,
  seconds: 3,
  webhooks: 10,
  events: 100,
  turns: 2,
  burst: { events: 500, orders: 5 },
  backlogs: { due: 500, failed: 500, orders: 50 },
  console: { orders: 20, rounds: 3 },
  /** 0: several sizes. */
  account: 0,
};

export type Plan = typeof quick & {
  /** Where the shop of the part large is kept. */
  data?: string | undefined;
};

export const plans = {
  quick,
  full: {
    rounds: 9,
    hot: 60,
    sizes: [100, 1000, 10_000, 100_000],
    times: 5,
    liveOrders: 1200,
    arrivals: { rates: [1, 10, 100], seconds: 120 },
    orders: 1_000_000,
    seconds: 15,
    webhooks: 100,
    events: 1000,
    turns: 4,
    burst: { events: 8000, orders: 20 },
    backlogs: { due: 10_000, failed: 10_000, orders: 1000 },
    console: { orders: 200, rounds: 9 },
    account: 0,
  },
} as const satisfies Record<string, Readonly<{ [Name in keyof Plan]: unknown }>>;

/** A part of the bench. */
export interface Part {
  name: string;
  about: string;
  /** What it takes on two cores that do nothing else, roughly. */
  seconds: Readonly<Record<keyof typeof plans, number>>;
  /** Left out unless it is named. */
  onlyNamed?: true;
  /** Measures and prints; whatever was found before it throws is kept. */
  run(plan: Plan, keep: BenchRecord['keep']): Promise<void>;
}

export const parts: readonly Part[] = [
  {
    name: 'load',
    about: 'what each function’s bundle weighs and how long it takes to load',
    seconds: { quick: 120, full: 300 },
    async run({ rounds }, keep) {
      const found = (loadTimes: readonly LoadTime[]) => keep({ loadTimes });
      printLoadTimes(await measureLoadTimes(await synthesize(progress), rounds, found));
    },
  },
  {
    name: 'memory',
    about:
      'what the four hottest functions take of a processor, and with which memory they cost and last how much',
    seconds: { quick: 60, full: 120 },
    async run({ hot }, keep) {
      const found = (memory: readonly HotWork[]) => keep({ memory });
      printMemory(await measureHotFunctions(await synthesize(progress), hot, found));
    },
  },
  {
    name: 'regions',
    about: 'how long it takes to find the region of a point',
    seconds: { quick: 5, full: 5 },
    async run(_plan, keep) {
      const regionLookup = measureRegionLookup();
      keep({ regionLookup });
      printRegionLookup(regionLookup);
    },
  },
  {
    name: 'mistakes',
    about: 'how long a body takes to refuse that has thousands of unknown keys, and four times as many',
    seconds: { quick: 20, full: 30 },
    async run({ times }, keep) {
      const mistakes = measureMistakes(3 * times);
      keep({ mistakes });
      printMistakes(mistakes);
    },
  },
  {
    name: 'idle',
    about: 'what a month of a deployed stage costs that nobody uses',
    seconds: { quick: 20, full: 20 },
    async run(_plan, keep) {
      const idle = await measureIdle();
      keep({ idle });
      printIdle(idle);
    },
  },
  {
    name: 'concurrency',
    about:
      'simulated: how many orders are refused while a million webhooks wait, by the account’s limit, or with --account of one',
    seconds: { quick: 10, full: 10 },
    async run({ account }, keep) {
      const concurrency = measureConcurrency(account || undefined);
      keep({ concurrency });
      printConcurrency(concurrency);
    },
  },
  {
    name: 'cost',
    about: 'what each request takes of DynamoDB and an export of all, with 100 to 100,000 orders stored',
    seconds: { quick: 60, full: 600 },
    async run({ sizes, times }, keep) {
      const { scaling, failure } = await measureScaling(sizes, times, (found) => keep({ scaling: found }));
      keep({ unmeasured: unmeasured() });
      printScaling(scaling);
      if (unmeasured().length > 0) console.log(`\nNobody says how to call ${unmeasured().join(', ')}`);
      printExports(scaling.exports);
      printJourney(scaling.journey);
      if (failure !== undefined) throw failure;
    },
  },
  {
    name: 'order',
    about: 'what a live order takes of DynamoDB, by function, with its webhook and the upkeep of the search',
    seconds: { quick: 80, full: 240 },
    async run({ liveOrders }, keep) {
      await synthesize(progress);
      const liveOrder = await measureLiveOrder(liveOrders);
      keep({ liveOrder });
      printLiveOrder(liveOrder);
    },
  },
  {
    name: 'arrivals',
    about:
      'simulated: what a search reads while 1, 10 and 100 orders a second come in, and how long their words wait',
    seconds: { quick: 10, full: 200 },
    async run({ arrivals }, keep) {
      const found = (searches: readonly ArrivalSearches[]) => keep({ arrivals: searches });
      printArrivals(await measureArrivals(arrivals.rates, arrivals.seconds, progress, found));
    },
  },
  {
    name: 'speed',
    about: 'requests per second, webhooks, ready time and memory of the local host',
    seconds: { quick: 60, full: 150 },
    async run({ seconds, webhooks }, keep) {
      await synthesize(progress);
      progress('Starting with npm start');
      const readyAfterMs = await measureReadyTime();
      keep({ speed: { readyAfterMs } });
      const throughput = await measureThroughput({ connections: 10, seconds, webhooks });
      keep({ speed: { readyAfterMs, ...throughput } });
      printThroughput(throughput, readyAfterMs);
    },
  },
  {
    name: 'host',
    about:
      'requests per second of the local host beside a thin server and the engine alone, and what a message costs while 50,000 wait',
    seconds: { quick: 50, full: 250 },
    async run({ seconds, turns }, keep) {
      await synthesize(progress);
      const waiting = await measureWaitingMessages([5000, 50_000]);
      keep({ host: { waiting } });
      printWaitingMessages(waiting);
      const ratesPlan = { connections: 10, turns: 2 * turns, secondsPerTurn: seconds / 3 };
      printHostRates(await measureHostRates(ratesPlan, (rates) => keep({ host: { waiting, rates } })));
    },
  },
  {
    name: 'webhooks',
    about:
      'events per second, time and cost with none, some and all receivers failing; what one that hangs does to others; 8,000 at once, and 20 events to 50 endpoints',
    seconds: { quick: 80, full: 420 },
    async run({ events, turns, seconds, burst }, keep) {
      await synthesize(progress);
      const rates = await measureWebhookRates({ events, shares: [0, 0.1, 1] });
      keep({ webhooks: { rates } });
      printWebhookRates(rates);
      // A third of what it takes at most: what is measured are others' doings, not a queue of one's own.
      const perSecond = Math.max(5, (rates[0]?.eventsPerSecond ?? 0) / 3);
      const isolation = await measureIsolation({ turns, secondsPerTurn: seconds, perSecond });
      keep({ webhooks: { rates, isolation } });
      printIsolation(isolation);
      const bursts = [];
      for (const each of burstPlans(burst.events, burst.orders)) {
        bursts.push(await measureBurst(each));
        keep({ webhooks: { rates, isolation, bursts } });
      }
      printBursts(bursts);
    },
  },
  {
    name: 'backlogs',
    about: '10,000 due items, the recovery of 10,000 failed webhooks, 1,000 orders of one phone',
    seconds: { quick: 60, full: 480 },
    async run({ backlogs }, keep) {
      await synthesize(progress);
      printBacklogs(await measureBacklogs(backlogs, (found) => keep({ backlogs: found })));
    },
  },
  {
    name: 'large',
    about:
      'searches, lists and files of a shop with a million orders on disk, or with --orders of them; if named',
    seconds: { quick: 60, full: 1800 },
    onlyNamed: true,
    async run({ orders, times, data }, keep) {
      await synthesize(progress);
      printLarge(await measureLarge(orders, 4 * times, data, (found) => keep({ large: found })));
    },
  },
  {
    name: 'console',
    about:
      'bytes of first load, time to the list of orders on a slow processor, API calls and read units a page',
    seconds: { quick: 60, full: 120 },
    async run(plan, keep) {
      await synthesize(progress);
      printConsole(await measureConsole(plan.console, (found) => keep({ console: found })));
    },
  },
];
