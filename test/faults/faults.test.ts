import { expect, test } from 'vitest';
import { patience } from '../support/patience.ts';
import { runFaults } from './run-faults.ts';

/** `npm run soak` takes any, and goes on for longer. */
const seed = process.env.FAULTS_SEED ?? '1';

test(`nothing is lost and nothing doubled while everything dies and fails (seed ${seed})`, {
  timeout: patience(480_000),
}, async () => {
  const said: string[] = [];
  const report = await runFaults(
    {
      seed,
      seconds: 20,
      pieces: 14,
      virtualUsers: 3,
      mostWaiting: 300,
      endpoints: [
        { receiver: 'healthy', sendingOptions: { maxConcurrency: 2 } },
        { receiver: 'flaky', sendingOptions: { strictOrder: true } },
        { receiver: 'failing' },
        { receiver: 'disabling' },
      ],
      faultRates: { requests: 0.04, workerKills: 0.006, messages: 0.1, killsOnArrival: 0.03 },
      piecesBetweenKills: [4, 9],
      secondsBetweenKills: 0,
      restSeconds: 120,
    },
    (line) => void said.push(line),
  );
  const { contradictions, history, counts } = report;
  expect(contradictions, JSON.stringify({ seed, counts, history, said: said.at(-1) }, undefined, 2)).toEqual(
    [],
  );
  // It was no idle day.
  expect(counts).toMatchObject({ 'API: 2xx': expect.any(Number) });
  expect(Object.keys(counts).filter((what) => what.endsWith(' killed'))).not.toEqual([]);
});
