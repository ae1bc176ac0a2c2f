import { expect, test } from 'vitest';
import { createConcurrency } from '../../../infra/local/sources/concurrency.ts';

const idle = () => false;

/** Begins as many invocations that never end as there is room for at once. */
async function fill(concurrency: ReturnType<typeof createConcurrency>): Promise<number> {
  const never = new Promise<void>(() => {});
  for (let begun = 0; ; begun++) {
    const full = await Promise.race([
      concurrency.room().then(() => false),
      new Promise<boolean>((resolve) => setImmediate(() => setImmediate(() => resolve(true)))),
    ]);
    if (full) return begun;
    concurrency.begin(never);
  }
}

test('ten invocations work at a time, and those that have waited for a second get successors', async () => {
  let now = 0;
  const concurrency = createConcurrency(undefined, () => now, idle);
  expect(await fill(concurrency)).toBe(10);
  now = 999;
  expect(await fill(concurrency)).toBe(0);
  now = 1000;
  expect(await fill(concurrency)).toBe(10);
});

test('there are never more than Lambda’s 1,250, nor than the mapping’s own limit', async () => {
  let now = 0;
  const concurrency = createConcurrency(undefined, () => now, idle);
  let all = 0;
  for (let second = 0; second < 200; second++) {
    all += await fill(concurrency);
    now += 1000;
  }
  expect(all).toBe(1250);
  const limited = createConcurrency(2, () => now, idle);
  expect(await fill(limited)).toBe(2);
  now += 60_000;
  expect(await fill(limited)).toBe(0);
});

test('a mapping’s own limit lets no more work at a time than any other', async () => {
  const concurrency = createConcurrency(230, () => 0, idle);
  expect(await fill(concurrency)).toBe(10);
});

test('while this process is busy, successors come only after five seconds', async () => {
  let [now, busy] = [0, true];
  const concurrency = createConcurrency(
    230,
    () => now,
    () => busy,
  );
  expect(await fill(concurrency)).toBe(10);
  now = 4999;
  expect(await fill(concurrency)).toBe(0);
  busy = false;
  expect(await fill(concurrency)).toBe(10);
  busy = true;
  now = 5000;
  expect(await fill(concurrency)).toBe(0);
  now = 9999;
  expect(await fill(concurrency)).toBe(10);
});

test('a finished invocation makes room', async () => {
  const concurrency = createConcurrency(1);
  let end = () => {};
  concurrency.begin(
    new Promise<void>((resolve) => {
      end = resolve;
    }),
  );
  expect(await fill(concurrency)).toBe(0);
  end();
  await concurrency.room();
  await concurrency.ended();
});
