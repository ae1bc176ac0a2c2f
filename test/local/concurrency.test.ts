import { expect, test } from 'vitest';
import { createConcurrency } from '../../infra/local/sources/concurrency.ts';

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
  const concurrency = createConcurrency(undefined, () => now);
  expect(await fill(concurrency)).toBe(10);
  now = 999;
  expect(await fill(concurrency)).toBe(0);
  now = 1000;
  expect(await fill(concurrency)).toBe(10);
});

test('there are never more than Lambda’s 1,250, nor than the mapping’s own limit', async () => {
  let now = 0;
  const concurrency = createConcurrency(undefined, () => now);
  let all = 0;
  for (let second = 0; second < 200; second++) {
    all += await fill(concurrency);
    now += 1000;
  }
  expect(all).toBe(1250);
  const limited = createConcurrency(2, () => now);
  expect(await fill(limited)).toBe(2);
  now += 60_000;
  expect(await fill(limited)).toBe(0);
});

test('an invocation that ends makes room', async () => {
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
