import { parseArgs } from 'node:util';
import { heading, progress, progressDone, table } from '../bench/report/report.ts';
import { runFaults } from './run-faults.ts';
import { unmetRequirements } from './soak-requirements.ts';

const usage = `npm run soak -- [--minutes 10] [--seed N] [--log FILE]

Runs load and faults on the local stack, and checks its invariants when nothing is under way any more.

  --minutes N  how long load and faults last, in real time (default: 10)
  --seed N     repeats the plan of an earlier run (default: a new one, printed)
  --log FILE   where the output of the workers goes (default: nowhere)`;

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    log: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
const minutes = Number(given.minutes);
if (given.help || !(minutes > 0)) {
  console.log(usage);
  process.exit(given.help ? 0 : 2);
}

console.log(`Seed ${given.seed}, ${minutes} minutes`);
process.env.LOG_LEVEL ??= 'warn';
let lastLine = '';
const { violations, history, counts, seconds } = await runFaults(
  {
    seed: given.seed,
    loadSeconds: minutes * 60,
    virtualUsers: 4,
    backlogLimit: 200,
    endpoints: [
      { receiver: 'healthy' },
      { receiver: 'healthy', sendingOptions: { rateLimit: 5 } },
      { receiver: 'flaky' },
      { receiver: 'flaky', sendingOptions: { strictOrder: true } },
      { receiver: 'slow', sendingOptions: { maxConcurrency: 2 } },
      { receiver: 'flaky', sendingOptions: { strictOrder: true, maxConcurrency: 3, rateLimit: 10 } },
      { receiver: 'failing' },
      { receiver: 'unreachable' },
      { receiver: 'disabling' },
    ],
    faultRates: { requests: 0.04, workerKills: 0.002, messages: 0.1, killsOnArrival: 0.01 },
    tasksBetweenKills: [5, 30],
    minSecondsBetweenKills: 30,
    stallSeconds: 300,
    ...(given.log && { logFile: given.log }),
  },
  (line) => {
    if (line !== lastLine) progress(line);
    lastLine = line;
  },
);
progressDone();
heading('Counts');
table(['', 'count'], Object.entries(counts));
console.log(`\n${seconds.load} s of load, then ${seconds.drain} s until nothing was under way any more.`);
if (violations.length === 0) {
  console.log('\nNothing lost, nothing doubled.');
} else {
  const [first] = violations;
  heading(`${violations.length} violations; the first: ${first?.what}`);
  for (const line of history) console.log(line);
  heading('Violations');
  for (const { what } of violations.slice(0, 50)) console.log(what);
}
const unmet = unmetRequirements({ counts, seconds }, minutes);
if (unmet.length > 0) {
  heading('Requirements that were not met');
  for (const what of unmet) console.log(what);
}
process.exit(violations.length === 0 && unmet.length === 0 ? 0 : 1);
