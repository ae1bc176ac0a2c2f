import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packageSizes } from '../../shared/serviceability/pricing/package-size.ts';
import { noSurge, type Priced, price } from '../../shared/serviceability/pricing/price.ts';
import type { PriceBook } from '../../shared/serviceability/pricing/price-book.ts';
import { urgencies } from '../../shared/serviceability/pricing/ship-type.ts';

const book = (given: Partial<PriceBook> = {}): PriceBook => ({
  currency: 'INR',
  taxRate: 1800,
  base: { rush: { small: 10_000 } },
  perKilometre: { small: 500 },
  surge: { hours: [], weather: {}, cap: 5000 },
  ...given,
});

const asked = (given: Partial<Priced> = {}): Priced => ({
  size: 'small',
  urgency: 'rush',
  kilometres: 4,
  surge: noSurge,
  ...given,
});

test('there is no surge in fair weather at a quiet hour', () => {
  expect(noSurge).toEqual({ hour: 0, weather: 0, conditions: 'fair' });
});

describe('a price', () => {
  test('is base and distance with tax, each on its own line', () => {
    expect(price(book(), asked())).toEqual({
      currency: 'INR',
      lines: [
        { type: 'base', description: 'small, rush', amount: 10_000 },
        { type: 'distance', description: '4 km', amount: 2000 },
        { type: 'gst', description: 'Tax, 18 %', amount: 2160 },
      ],
      net: 12_000,
      tax: 2160,
      total: 14_160,
    });
  });

  test('has a line for busy hours and one for the weather, both shares of base and distance', () => {
    const surge = { hour: 1000, weather: 2550, conditions: 'heavy_rain' as const };
    expect(price(book(), asked({ surge }))).toMatchObject({
      lines: [
        { type: 'base', amount: 10_000 },
        { type: 'distance', amount: 2000 },
        { type: 'hour_surge', description: 'Busy hours, 10 %', amount: 1200 },
        { type: 'weather_surge', description: 'Weather (heavy rain), 25.5 %', amount: 3060 },
        { type: 'gst', amount: 2927 },
      ],
      total: 19_187,
    });
  });

  test('has no more surge than the cap, of which the hour takes its part first', () => {
    const surge = { hour: 4000, weather: 9000, conditions: 'storm' as const };
    expect(price(book(), asked({ surge }))?.lines.slice(2, 4)).toEqual([
      { type: 'hour_surge', description: 'Busy hours, 40 %', amount: 4800 },
      { type: 'weather_surge', description: 'Weather (storm), 10 %', amount: 1200 },
    ]);
  });

  test.each([
    [24, 4],
    [25, 5],
    [75, 14],
    [77, 14],
  ])('takes 18 percent tax of %i units, half a unit up: %i', (net, tax) => {
    const small = book({ base: { rush: { small: net } }, perKilometre: { small: 0 } });
    expect(price(small, asked())).toMatchObject({ net, tax, total: net + tax });
  });

  test('rounds half a unit of a surge up, and both together never over their share', () => {
    const small = book({ base: { rush: { small: 10 } }, perKilometre: { small: 0 }, taxRate: 0 });
    const amounts = (hour: number, weather: number) =>
      price(small, asked({ surge: { hour, weather, conditions: 'storm' } }))
        ?.lines.filter(({ type }) => type.endsWith('surge'))
        .map(({ amount }) => amount);
    expect([amounts(499, 0), amounts(500, 0), amounts(500, 500), amounts(1499, 501)]).toEqual([
      [0],
      [1],
      [1, 0],
      [1, 1],
    ]);
  });

  test('shows that unknown weather costs nothing', () => {
    const surge = { hour: 0, weather: 0, conditions: 'unknown' as const };
    expect(price(book(), asked({ surge }))).toMatchObject({
      lines: [
        { type: 'base' },
        { type: 'distance' },
        { type: 'weather_surge', description: 'The weather is unknown: not charged', amount: 0 },
        { type: 'gst' },
      ],
      total: 14_160,
    });
  });

  test('does not exist for what the book does not offer', () => {
    expect(price(book(), asked({ size: 'large' }))).toBeUndefined();
    expect(price(book(), asked({ urgency: 'now' }))).toBeUndefined();
    expect(price(book({ perKilometre: {} }), asked())).toBeUndefined();
  });
});

describe('whatever the book, the distance and the surge', () => {
  const rate = fc.integer({ min: 0, max: 100_000 });
  const surge = fc.record({
    hour: rate,
    weather: rate,
    conditions: fc.constantFrom('rain' as const, 'storm' as const),
  });
  const books = fc.record({
    base: fc.integer({ min: 0, max: 1e9 }),
    each: fc.integer({ min: 0, max: 1e6 }),
    tax: fc.integer({ min: 0, max: 10_000 }),
    cap: rate,
  });
  const kilometres = fc.integer({ min: 1, max: 20_000 });
  const priced = (given: { base: number; each: number; tax: number; cap: number }, of: Partial<Priced>) => {
    const found = price(
      book({
        taxRate: given.tax,
        base: { rush: { small: given.base } },
        perKilometre: { small: given.each },
        surge: { hours: [], weather: {}, cap: given.cap },
      }),
      asked(of),
    );
    if (found === undefined) throw new Error('The book has it');
    return found;
  };
  const amountOf = (lines: readonly { type: string; amount: number }[], type: string) =>
    lines.find((line) => line.type === type)?.amount ?? 0;

  test('the lines are whole, none is negative, and they add up to the total', () => {
    fc.assert(
      fc.property(books, kilometres, surge, (given, km, up) => {
        const { lines, net, tax, total } = priced(given, { kilometres: km, surge: up });
        for (const { amount } of lines) expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
        expect(net + tax).toBe(total);
        expect(Number.isSafeInteger(total)).toBe(true);
      }),
    );
  });

  test('surge stays within its cap, and tax within half a unit of its rate', () => {
    fc.assert(
      fc.property(books, kilometres, surge, (given, km, up) => {
        const { lines, net, tax } = priced(given, { kilometres: km, surge: up });
        const before = BigInt(amountOf(lines, 'base') + amountOf(lines, 'distance'));
        const added = BigInt(amountOf(lines, 'hour_surge') + amountOf(lines, 'weather_surge'));
        expect(added * 10_000n <= before * BigInt(given.cap) + 5000n).toBe(true);
        const exact = BigInt(net) * BigInt(given.tax);
        const off = BigInt(tax) * 10_000n - exact;
        expect(off <= 5000n && off > -5000n).toBe(true);
      }),
    );
  });

  test('farther, busier and worse weather never cost less', () => {
    fc.assert(
      fc.property(books, kilometres, surge, rate, (given, km, up, more) => {
        const { total } = priced(given, { kilometres: km, surge: up });
        expect(priced(given, { kilometres: km + 1, surge: up }).total).toBeGreaterThanOrEqual(total);
        expect(
          priced(given, { kilometres: km, surge: { ...up, hour: up.hour + more } }).total,
        ).toBeGreaterThanOrEqual(total);
        expect(
          priced(given, { kilometres: km, surge: { ...up, weather: up.weather + more } }).total,
        ).toBeGreaterThanOrEqual(total);
      }),
    );
  });
});

test('in the built-in regions the more urgent and the larger costs more', async () => {
  const { builtInRegions } = await import('../../infra/regions/built-in.ts');
  for (const { priceBook } of builtInRegions()) {
    const totals = urgencies.map((urgency) =>
      packageSizes.map((size) => price(priceBook, asked({ urgency, size }))?.total ?? 0),
    );
    for (const [row, bySize] of totals.entries())
      for (const [column, total] of bySize.entries()) {
        expect(total).toBeGreaterThan(bySize[column - 1] ?? 0);
        expect(total).toBeLessThan(totals[row - 1]?.[column] ?? Infinity);
      }
  }
});
