import { describe, expect, it } from 'vitest';
import { collectionOf, handlingFeeOn } from '../../shared/deliveries/booking/collection.ts';
import { discountOf, findPromo } from '../../shared/deliveries/booking/promo-code.ts';
import { cashUnitOf } from '../../shared/serviceability/pricing/cash.ts';
import type { Price } from '../../shared/serviceability/pricing/price.ts';
import type { Region } from '../../shared/serviceability/regions/region.ts';
import { checkCollections } from '../../shared/serviceability/rules.ts';
import type { PromoCode, Tenant } from '../../shared/tenants/tenant/tenant.ts';

describe('the handling fee of a collection', () => {
  it.each([
    [0, 0],
    [16, 0],
    // 3 % of these are 0.49, 0.51, 1.5 and 4.5 units.
    [17, 1],
    [49, 1],
    [50, 2],
    [149, 4],
    [150, 5],
    [60_000, 1800],
  ])('of %i is three percent, half a unit up: %i', (amount, handlingFee) => {
    expect(handlingFeeOn(amount)).toBe(handlingFee);
  });
});

const priced = (total: number, currency = 'INR'): Price => ({
  currency,
  lines: [],
  net: total,
  tax: 0,
  total,
});

describe('what a promo code takes off', () => {
  it.each([
    [10, 14_160, 1416],
    [10, 14_164, 1416],
    [10, 14_165, 1417],
    [50, 1, 1],
    [100, 14_165, 14_165],
    [12.5, 100, 13],
  ])('%d percent of %i units, half a unit up: %i', (percentOff, total, discount) => {
    expect(discountOf({ code: 'DIWALI', percentOff }, priced(total), 'INR')).toBe(discount);
  });

  it.each([
    [20, 14_160, 2000],
    [141.6, 14_160, 14_160],
    [141.61, 14_160, 14_160],
    [undefined, 14_160, 0],
  ])('an amount of %d of %i units, never more than the price: %i', (amountOff, total, discount) => {
    expect(discountOf({ code: 'DIWALI', amountOff }, priced(total), 'INR')).toBe(discount);
  });

  it('is nothing where its amount is in another currency, or finer than its currency', () => {
    expect(discountOf({ code: 'DIWALI', amountOff: 20 }, priced(14_160, 'USD'), 'INR')).toBeUndefined();
    expect(discountOf({ code: 'DIWALI', amountOff: 0.001 }, priced(14_160), 'INR')).toBeUndefined();
  });
});

describe('a promo code', () => {
  const now = new Date('2026-11-08T18:30:00.000Z');
  const shop = (...promoCodes: PromoCode[]) => ({ promoCodes }) as unknown as Tenant;
  const until = (validUntil: string) => ({ code: 'DIWALI', percentOff: 10, validUntil });

  it('is found by its name in any case and with space around it', () => {
    const codes = [
      { code: 'HOLI', percentOff: 5 },
      { code: 'Diwali', percentOff: 10 },
    ];
    expect(findPromo(shop(...codes), ' dIWALI ', now)).toEqual(codes[1]);
    expect(findPromo(shop(...codes), 'DIWAL', now)).toBeUndefined();
  });

  it('is valid before its end, and no longer at its last instant', () => {
    const [before, end, after] = [
      until('2026-11-08T18:30:00.001Z'),
      until('2026-11-08T18:30:00.000Z'),
      until('2026-11-08T18:29:59.999Z'),
    ];
    expect([before, end, after].map((code) => findPromo(shop(code), 'DIWALI', now))).toEqual([
      before,
      undefined,
      undefined,
    ]);
  });
});

describe('what is asked for at the door', () => {
  it.each([
    ['600', 'INR', 100, { amount: 60_000, handlingFee: 1800, settles: '600', unit: 100 }],
    ['600.50', 'INR', 100, { amount: 60_100, handlingFee: 1803, settles: '600.50', unit: 100 }],
    ['600.49', 'INR', 100, { amount: 60_000, handlingFee: 1800, settles: '600.49', unit: 100 }],
    ['85620', 'COP', 5000, { amount: 8_560_000, handlingFee: 256_800, settles: '85620', unit: 5000 }],
    ['0.4', 'INR', 100, null],
    ['0', 'INR', 1, null],
  ])('for %s %s is the nearest that coins of %i pay', (settles, currency, unit, collection) => {
    expect(collectionOf(settles, currency, unit)).toEqual(collection);
  });

  it.each([
    ['INR', 100],
    ['MXN', 50],
    ['COP', 5000],
    ['CLP', 10],
    ['USD', 1],
    ['JPY', 1],
  ])('the smallest coin of %s is %i minor units', (currency, unit) => {
    expect(cashUnitOf(currency)).toBe(unit);
  });

  it.each([
    [50.3, undefined],
    [50.4, undefined],
    [50.5, 5100],
    [51, 5100],
    [1000.4, 100_000],
    [1000.5, undefined],
    [1000.6, undefined],
    [60.555, undefined],
  ])('is limited as requested and as coins pay it: %d', (amount, value) => {
    const region = { name: 'X', collections: { minimum: 5040, maximum: 100_060 }, cashUnit: 100 };
    const checked = checkCollections({ amount }, { ...region, priceBook: { currency: 'INR' } } as Region);
    expect('value' in checked ? checked.value : undefined).toBe(value);
  });
});
