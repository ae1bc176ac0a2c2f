import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdingLock } from '../../../infra/local/data/lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('work under one lock runs one at a time, even after a failure', async () => {
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
  const done = await Promise.allSettled([1, 2, 3].map((result) => holdingLock(path, work(result))));
  expect(done.map((end) => (end.status === 'fulfilled' ? end.value : String(end.reason)))).toEqual([
    'Error: one',
    2,
    3,
  ]);
});

test('the lock of a killed process is free, even when its process id is in use again', async () => {
  const path = join(folder, 'lock');
  const module = new URL('../../../infra/local/data/lock.ts', import.meta.url).href;
  const hold = `const { holdingLock } = await import(${JSON.stringify(module)});
    await holdingLock(${JSON.stringify(path)}, () => new Promise((resolve) => {
      process.stdout.write('held');
      setTimeout(resolve, 60_000);
    }));`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', hold], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const waiting = holdingLock(path, async () => 'done');
  holder.kill('SIGKILL');
  expect(await waiting).toBe('done');
});

test('an empty lock file of a killed process blocks nobody', async () => {
  const path = join(folder, 'lock');
  writeFileSync(path, '');
  expect(await holdingLock(path, async () => 'done')).toBe('done');
});
