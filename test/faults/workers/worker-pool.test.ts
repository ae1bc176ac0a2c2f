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

const startSleeper = (maxProcesses: number) => {
  const invoke = startPool({
    name: 'sleeper',
    module: join(folder, 'sleeper.mjs'),
    maxProcesses,
    execArgv: [],
    seed: '1',
    redeliveryRate: 0,
  });
  return (forMs: number, remaining = 30_000) =>
    invoke({ forMs } as object, { getRemainingTimeInMillis: () => remaining } as never);
};

test('an invocation that takes too long fails alone, and the next one gets a new process', async () => {
  const sleep = startSleeper(2);
  const tooLong = sleep(20_000, 200);
  const neighbour = sleep(2000);
  await expect(tooLong).rejects.toThrow('Runtime exited without an answer');
  const pid = await neighbour;
  expect(pid).toEqual(expect.any(Number));
  const [one, other] = await Promise.all([sleep(500), sleep(500)]);
  expect([one, other]).toContain(pid);
  expect(one).not.toBe(other);
});

test('a process runs one invocation at a time, and further ones wait', async () => {
  const sleep = startSleeper(2);
  const began = performance.now();
  const pids = await Promise.all(Array.from({ length: 4 }, () => sleep(300)));
  expect(new Set(pids).size).toBe(2);
  expect(performance.now() - began).toBeGreaterThan(590);
});
