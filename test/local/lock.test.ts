import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alone } from '../../infra/local/lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('work under one lock is done by one at a time, also after one of them failed', async () => {
  const path = join(folder, 'lock');
  let running = 0;
  const work = (result: number) => () =>
    new Promise<number>((resolve, reject) => {
      running++;
      expect(running).toBe(1);
      setImmediate(() => {
        running--;
        if (result === 1) reject(new Error('one'));
        else resolve(result);
      });
    });
  const done = await Promise.allSettled([1, 2, 3].map((result) => alone(path, work(result))));
  expect(done.map((end) => (end.status === 'fulfilled' ? end.value : String(end.reason)))).toEqual([
    'Error: one',
    2,
    3,
  ]);
  expect(existsSync(path)).toBe(false);
});

test('the lock of a process that is dead is taken over', async () => {
  const path = join(folder, 'lock');
  const { pid } = spawnSync('true');
  writeFileSync(path, String(pid));
  expect(await alone(path, async () => 'done')).toBe('done');
});
