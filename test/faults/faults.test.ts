import { expect, test } from 'vitest';
import { patience } from '../support/time/patience.ts';
import { runFaults } from './run-faults.ts';

/** `npm run soak` runs for longer, with any seed. */
const seed = process.env.FAULTS_SEED ?? '1';

test(`nothing is lost and nothing doubled while processes die and requests fail (seed ${seed})`, {
  timeout: patience(480_000),
}, async () => {
  let progress = '';
  const report = await runFaults(
    {
      seed,
      loadSeconds: 20,
      maxTasks: 14,
      virtualUsers: 3,
      backlogLimit: 300,
      endpoints: [
        { receiver: 'healthy', sendingOptions: { maxConcurrency: 2 } },
        { receiver: 'flaky', sendingOptions: { strictOrder: true } },
        { receiver: 'failing' },
        { receiver: 'disabling' },
      ],
      faultRates: { requests: 0.04, workerKills: 0.006, messages: 0.1, killsOnArrival: 0.03 },
      tasksBetweenKills: [4, 9],
      minSecondsBetweenKills: 0,
      stallSeconds: 120,
    },
    (line) => {
      progress = line;
    },
  );
  const { violations, history, counts } = report;
  expect(violations, JSON.stringify({ seed, counts, history, progress }, undefined, 2)).toEqual([]);
  // There was load, and there were kills.
  expect(counts).toMatchObject({ 'API: 2xx': expect.any(Number) });
  expect(Object.keys(counts).filter((what) => what.endsWith(' killed'))).not.toEqual([]);
});
