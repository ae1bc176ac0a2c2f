import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../infra/local/data/folders.ts';
import { synthesize } from '../../infra/local/synth.ts';
import { measureBacklogs } from './backlogs.ts';
import { unmeasured } from './capacity.ts';
import { measureLoadTimes } from './load-times.ts';
import { measureMistakes } from './mistakes.ts';
import {
  printBacklogs,
  printExports,
  printJourney,
  printLoadTimes,
  printMistakes,
  printRegionLookup,
  printScaling,
  printThroughput,
} from './print.ts';
import { measureReadyTime } from './ready-time.ts';
import { measureRegionLookup } from './region-lookup.ts';
import { progress } from './report.ts';
import { measureScaling } from './scaling.ts';
import { measureThroughput } from './throughput.ts';
import { burstPlans, measureBurst } from './webhooks/bursts.ts';
import { measureIsolation } from './webhooks/isolation.ts';
import { printBursts, printIsolation, printWebhookRates } from './webhooks/print.ts';
import { measureWebhookRates } from './webhooks/rates.ts';

const usage = `npm run bench -- [--quick] [part …]

  load     what each function's bundle weighs and how long it takes to load
  regions  how long it takes to find the region of a point
  mistakes how long a body takes to refuse that has thousands of unknown keys, and four times as many
  cost     what each request takes of DynamoDB and an export of all, with 100 to 100,000 orders stored
           (some minutes)
  speed    requests per second, webhooks, ready time and memory of the local host
  webhooks events per second, time and cost with none, some and all receivers failing, and what one that hangs
           does to others; 8,000 at once, and 20 events to 50 endpoints
  backlogs 10,000 due items, the recovery of 10,000 failed webhooks, 1,000 orders of one phone

All parts unless some are named. --quick takes fewer orders, rounds and seconds: for development. The results are written to bench.json.`;

const { values: options, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
const known = ['load', 'regions', 'mistakes', 'cost', 'speed', 'webhooks', 'backlogs'];
const named = [...positionals, ...(options.only?.split(',') ?? [])];
const parts = named.length > 0 ? named : known;
if (options.help || parts.some((part) => !known.includes(part))) {
  console.log(usage);
  process.exit(options.help ? 0 : 1);
}

const plan = options.quick
  ? {
      rounds: 3,
      sizes: [100, 1000],
      times: 3,
      seconds: 3,
      webhooks: 10,
      events: 100,
      turns: 2,
      burst: { events: 500, orders: 5 },
      backlogs: { due: 500, failed: 500, orders: 50 },
    }
  : {
      rounds: 9,
      sizes: [100, 1000, 10_000, 100_000],
      times: 5,
      seconds: 15,
      webhooks: 100,
      events: 1000,
      turns: 4,
      burst: { events: 8000, orders: 20 },
      backlogs: { due: 10_000, failed: 10_000, orders: 1000 },
    };

const results: Record<string, unknown> = {
  at: new Date().toISOString(),
  machine: { cpus: availableParallelism(), model: cpus()[0]?.model, node: process.version },
  plan,
};

if (parts.includes('load')) {
  const loadTimes = await measureLoadTimes(await synthesize(progress), plan.rounds);
  printLoadTimes(loadTimes);
  results.loadTimes = loadTimes;
}
if (parts.includes('regions')) {
  const regionLookup = measureRegionLookup();
  printRegionLookup(regionLookup);
  results.regionLookup = regionLookup;
}
if (parts.includes('mistakes')) {
  const mistakes = measureMistakes(3 * plan.times);
  printMistakes(mistakes);
  results.mistakes = mistakes;
}
if (parts.includes('cost')) {
  const scaling = await measureScaling(plan.sizes, plan.times);
  printScaling(scaling);
  if (unmeasured().length > 0) console.log(`\nNobody says how to call ${unmeasured().join(', ')}`);
  printExports(scaling.exports);
  printJourney(scaling.journey);
  results.scaling = scaling;
}
if (parts.includes('speed')) {
  await synthesize(progress);
  progress('Starting with npm start');
  const readyAfterMs = await measureReadyTime();
  const throughput = await measureThroughput({ connections: 10, ...plan });
  printThroughput(throughput, readyAfterMs);
  results.speed = { readyAfterMs, ...throughput };
}
if (parts.includes('webhooks')) {
  await synthesize(progress);
  const rates = await measureWebhookRates({ events: plan.events, shares: [0, 0.1, 1] });
  printWebhookRates(rates);
  // A third of what it takes at most: what is measured are others' doings, not a queue of one's own.
  const perSecond = Math.max(5, (rates[0]?.eventsPerSecond ?? 0) / 3);
  const isolation = await measureIsolation({ turns: plan.turns, secondsPerTurn: plan.seconds, perSecond });
  printIsolation(isolation);
  const bursts = [];
  for (const burst of burstPlans(plan.burst.events, plan.burst.orders))
    bursts.push(await measureBurst(burst));
  printBursts(bursts);
  results.webhooks = { rates, isolation, bursts };
}
if (parts.includes('backlogs')) {
  await synthesize(progress);
  const backlogs = await measureBacklogs(plan.backlogs);
  printBacklogs(backlogs);
  results.backlogs = backlogs;
}
writeFileSync(join(root, 'bench.json'), `${JSON.stringify(results, undefined, 2)}\n`);
console.log('\nWritten to bench.json');
process.exit();
