import { parseArgs } from 'node:util';
import { heading, progress, progressDone, table } from '../bench/report/report.ts';
import { runFaults } from './run-faults.ts';

const usage = `npm run soak -- [--minutes 10] [--seed N] [--log FILE]

Puts load on the local stack, kills and disturbs all its parts, and compares what came about with what should have.

  --minutes N  how long, in real time (default: 10)
  --seed N     makes the same plan again (default: a new one, printed)
  --log FILE   takes what the workers write`;

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
let said = '';
const { contradictions, history, counts, seconds } = await runFaults(
  {
    seed: given.seed,
    seconds: minutes * 60,
    virtualUsers: 4,
    mostWaiting: 200,
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
    piecesBetweenKills: [5, 30],
    secondsBetweenKills: 30,
    restSeconds: 300,
    ...(given.log && { logFile: given.log }),
  },
  (line) => {
    if (line !== said) progress(line);
    said = line;
  },
);
progressDone();
heading('What happened, and how often');
table(['', 'times'], Object.entries(counts));
console.log(`\n${seconds.load} s of load, and ${seconds.rest} s until it came to rest.`);
if (contradictions.length === 0) {
  console.log('\nNothing lost, nothing doubled.');
} else {
  const [first] = contradictions;
  heading(`${contradictions.length} contradictions; the first: ${first?.what}`);
  for (const line of history) console.log(line);
  heading('All of them');
  for (const { what } of contradictions.slice(0, 50)) console.log(what);
}
process.exit(contradictions.length === 0 ? 0 : 1);
