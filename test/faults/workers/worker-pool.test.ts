import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPool } from './worker-pool.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-pool-'));
  const handler = `export const handler = ({ forMs }) =>
    new Promise((resolve) => setTimeout(resolve, forMs, process.pid));`;
  writeFileSync(join(folder, 'sleeper.mjs'), handler);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sleeper = (processes: number) => {
  const invoke = startPool({
    name: 'sleeper',
    module: join(folder, 'sleeper.mjs'),
    processes,
    execArgv: [],
    seed: '1',
    repeatShare: 0,
  });
  return (forMs: number, remaining = 30_000) =>
    invoke({ forMs } as object, { getRemainingTimeInMillis: () => remaining } as never);
};

test('one that takes too long ends alone, and the next one has a new process', async () => {
  const sleep = sleeper(2);
  const overdue = sleep(20_000, 200);
  const neighbour = sleep(2000);
  await expect(overdue).rejects.toThrow('Runtime exited without an answer');
  const pid = await neighbour;
  expect(pid).toEqual(expect.any(Number));
  const [one, other] = await Promise.all([sleep(500), sleep(500)]);
  expect([one, other]).toContain(pid);
  expect(one).not.toBe(other);
});

test('no process has two at a time: more wait for one', async () => {
  const sleep = sleeper(2);
  const began = performance.now();
  const pids = await Promise.all(Array.from({ length: 4 }, () => sleep(300)));
  expect(new Set(pids).size).toBe(2);
  expect(performance.now() - began).toBeGreaterThan(590);
});
