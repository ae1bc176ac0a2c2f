import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import { cashAtDoor, cashEntries } from '../../shared/deliveries/lifecycle/cash-at-door.ts';

/** A delivery that is to collect this many minor units, where coins pay whole rupees. */
const collecting = (amount: number | null): Delivery =>
  ({
    price: { currency: 'INR' },
    collection: amount === null ? null : { amount, handlingFee: 3, settles: String(amount / 100), unit: 100 },
  }) as unknown as Delivery;

const wrong = (expected: number) =>
  expect.objectContaining({ code: 'wrong_cash', details: { field: 'cashCollected', expected } });

describe('cash at the door', () => {
  it('of one coin is not collected with nothing, though that is one coin less', () => {
    const taken = () => cashAtDoor(collecting(100), { step: 'delivered', cashCollected: 0 });
    expect(taken).toThrow(wrong(1));
    const told = { step: 'delivered', cashCollected: 0, cashDifferenceReason: 'No change' } as const;
    expect(cashAtDoor(collecting(100), told)).toEqual({
      ...{ kind: 'short', expected: 100, taken: 0, reason: 'No change' },
      ...{ settles: '0', handlingFee: 0 },
    });
  });

  it.each([
    [598.99, undefined],
    [599, 'full'],
    [601, 'full'],
    [601.01, undefined],
  ])('%d of 600 rupees, where coins pay whole ones, is %s without a reason', (cashCollected, kind) => {
    const taken = () => cashAtDoor(collecting(60_000), { step: 'delivered', cashCollected });
    if (kind === undefined) expect(taken).toThrow(wrong(600));
    else expect(taken()).toMatchObject({ kind, settles: '600', handlingFee: 3 });
  });

  it('is nobody’s business where none is to be collected and none was taken', () => {
    expect(cashAtDoor(collecting(null), { step: 'delivered' })).toBeNull();
    expect(cashAtDoor(collecting(100), { step: 'picked_up' })).toBeNull();
    expect(() => cashAtDoor(collecting(100), { step: 'picked_up', cashCollected: 1 })).toThrow(wrong(0));
  });
});

it('cash that settles half a paisa more than it is worth is booked whole, with no difference', () => {
  const cash = {
    kind: 'full',
    taken: 100,
    reason: null,
    settles: '0.995',
    handlingFee: 3,
    expected: 100,
  } as const;
  const names = { newId: () => 'entry_1', at: '2026-11-23T17:00:00.000Z' };
  expect(cashEntries(collecting(100), cash, names)).toEqual([
    {
      id: 'entry_1',
      kind: 'collection',
      currency: 'INR',
      deliveryId: undefined,
      at: names.at,
      postings: [
        { account: 'cash-collected', side: 'debit', amount: 100 },
        { account: 'cod-payable', side: 'credit', amount: 97 },
        { account: 'handling-fees', side: 'credit', amount: 3 },
      ],
    },
  ]);
});
