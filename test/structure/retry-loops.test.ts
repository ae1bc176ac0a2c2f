import { describe, expect, it } from 'vitest';
import { sources, textOf } from './imports.ts';
import { retryLoops } from './retry-loops.ts';

describe('retry loops', () => {
  it('are written by hand in two places: what all others use, and the stand-in for an event source', () => {
    const found = sources.flatMap((path) => retryLoops(path, textOf(path)).map(() => path));
    expect(found).toEqual(['infra/local/sources/deliver-events.ts', 'shared/base/async/retry.ts']);
  });

  it.each([
    [
      'for (let n = 1; ; n++) {\n  try { await store(); return; } catch (error) { if (n > 5) throw error; }\n}',
    ],
    ['for (;;) try { return await store(); } catch { await pause(); }'],
    ['while (left.length > 0) { const stored = await store().catch(() => false); if (stored) break; }'],
    ['do { if (await store().then(() => true, () => false)) break; } while (true)'],
  ])('are found: %s', (text) => {
    expect(retryLoops('a.ts', `const a: number = 1;\nasync () => { ${text} }`)).toEqual([2]);
  });

  it.each([
    ['while (!stopping) { try { await poll(); } catch (error) { log(error); } }'],
    ['for (const item of items) try { await send(item); } catch (error) { failed.push(item); }'],
    ['while (after) { const page = await query(after); after = page.next; }'],
    ['try { while (after) after = await next(after); } catch (error) { log(error); }'],
    ['for (let n = 0; n < 3; n++) jobs.push(async () => { try { await send(n); } catch { failed(n); } });'],
  ])('are not: %s', (text) => {
    expect(retryLoops('a.ts', `async () => { ${text} }`)).toEqual([]);
  });
});

const byPosition =
  /\bfailures\b\s*(\?\.)?\[|\bfailures\b\??\.at\(|\] = \w+\??\.failures\b|\bfailures\b[^;]{0,60}\bindex\b|CancellationReasons/;

describe('a refused write', () => {
  it('is recognised by its name, never by its position', () => {
    const found = sources.filter((path) => byPosition.test(textOf(path)));
    // What DynamoDB answers has positions only: there they become names.
    expect(found.filter((path) => !path.startsWith('shared/adapters/'))).toEqual([
      // Their failures are the reasons why no provider takes a parcel.
      'functions/platform/deliveries/delivery-views.ts',
      'shared/serviceability/failure.ts',
    ]);
  });
});
