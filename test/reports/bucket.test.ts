import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumOfBuckets, toIncrements } from '../../shared/reports/statistics/bucket.ts';

/** Amounts up to a trillion in ten-thousandths, as text. */
const units = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });
const toText = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(5, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
};

test('the sums of days lose no digit, however large the amounts are', () => {
  fc.assert(
    fc.property(fc.array(units, { maxLength: 60 }), (amounts) => {
      const bucket: Record<string, number> = {};
      for (const amount of amounts)
        for (const [name, by] of Object.entries(toIncrements('COP', { orders: 1, revenue: toText(amount) })))
          bucket[name] = (bucket[name] ?? 0) + by;
      const { orders, revenue } = sumOfBuckets([{ pk: 'p', sk: 's', ...bucket }]).get('COP') ?? {
        orders: 0,
        revenue: '0',
      };
      const total = amounts.reduce((sum, amount) => sum + amount, 0n);
      const [whole = '', fraction = ''] = revenue.replace('-', '').split('.');
      const magnitude = BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'));
      expect([orders, revenue.startsWith('-') ? -magnitude : magnitude]).toEqual([amounts.length, total]);
    }),
  );
});
