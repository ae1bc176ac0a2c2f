import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import { type CashAtDoor, cashAtDoor, cashEntries } from '../../shared/deliveries/lifecycle/cash-at-door.ts';
import { payAtDoor } from '../../shared/deliveries/lifecycle/pay-at-door.ts';
import { draftOf } from '../../shared/orders/order/draft.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { calledOrder, LATER, momentAt } from '../calls/support/factories.ts';

/** A delivery that is to collect this many minor units, where coins pay whole rupees. */
const collecting = (amount: number | null): Delivery =>
  ({
    id: 'IN1',
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
    [600, 'full'],
    [601, 'full'],
    [601.01, undefined],
  ])('%d of 600 rupees, where coins pay whole ones, is %s without a reason', (cashCollected, kind) => {
    const taken = () => cashAtDoor(collecting(60_000), { step: 'delivered', cashCollected });
    if (kind === undefined) expect(taken).toThrow(wrong(600));
    else
      expect(taken()).toEqual({
        ...{ kind, settles: '600', handlingFee: 3, reason: null },
        ...{ expected: 60_000, taken: cashCollected * 100 },
      });
  });

  const because = { step: 'delivered', cashDifferenceReason: 'No change' } as const;

  it('that is less settles its own part, and our fee is on that', () => {
    expect(cashAtDoor(collecting(60_000), { ...because, cashCollected: 250.5 })).toEqual({
      ...{ kind: 'short', expected: 60_000, taken: 25_050, reason: 'No change' },
      ...{ settles: '250.5', handlingFee: 752 },
    });
  });

  it('that is more settles what was to be collected', () => {
    expect(cashAtDoor(collecting(60_000), { ...because, cashCollected: 700 })).toEqual({
      ...{ kind: 'over', expected: 60_000, taken: 70_000, reason: 'No change' },
      ...{ settles: '600', handlingFee: 3 },
    });
  });

  it('that was not to be collected settles nothing, and needs a reason', () => {
    expect(() => cashAtDoor(collecting(null), { step: 'delivered', cashCollected: 0.5 })).toThrow(wrong(0));
    expect(cashAtDoor(collecting(null), { ...because, cashCollected: 0.5 })).toEqual({
      ...{ kind: 'over', expected: 0, taken: 50, reason: 'No change' },
      ...{ settles: '0', handlingFee: 0 },
    });
  });

  it('is wrong with more decimals than its currency has, whatever the reason', () => {
    expect(() => cashAtDoor(collecting(60_000), { ...because, cashCollected: 600.001 })).toThrow(wrong(600));
  });

  it('is nobody’s business where none is to be collected and none was taken', () => {
    expect(cashAtDoor(collecting(null), { step: 'delivered' })).toBeNull();
    expect(cashAtDoor(collecting(100), { step: 'picked_up' })).toBeNull();
  });

  it('is taken when the package is handed over, and at no other step', () => {
    expect(() => cashAtDoor(collecting(100), { step: 'picked_up', cashCollected: 1 })).toThrow(wrong(0));
    const because = { step: 'returned', cashCollected: 1, cashDifferenceReason: 'Gave it back' } as const;
    expect(() => cashAtDoor(collecting(100), because)).toThrow(wrong(0));
  });
});

/** What 100 paise taken at the door are, unless it says otherwise. */
const cash = (changes: Partial<CashAtDoor> = {}): CashAtDoor => ({
  ...{ kind: 'full', expected: 100, taken: 100, reason: null, settles: '1', handlingFee: 3 },
  ...changes,
});

describe('the entries of cash', () => {
  const at = '2026-11-23T17:00:00.000Z';
  const booked = (changes: Partial<CashAtDoor>) =>
    cashEntries(collecting(100), cash(changes), { newId: () => 'entry_1', at }).map(
      ({ kind, postings, ...entry }) => {
        expect(entry).toEqual({ id: 'entry_1', currency: 'INR', deliveryId: 'IN1', at });
        return [kind, ...postings.map(({ account, side, amount }) => `${account} ${side} ${amount}`)];
      },
    );
  const collection = (amount: number) => [
    'collection',
    `cash-collected debit ${amount}`,
    `cod-payable credit ${amount - 3}`,
    'handling-fees credit 3',
  ];

  it.each<[string, Partial<CashAtDoor>, string[][]]>([
    ['what settles exactly', {}, [collection(100)]],
    ['what settles half a paisa more than it is worth', { settles: '0.995' }, [collection(100)]],
    [
      'more, by a coin',
      { taken: 150 },
      [collection(100), ['cash-difference', 'cash-collected debit 50', 'cash-differences credit 50']],
    ],
    [
      'less, by a coin',
      { taken: 60 },
      [collection(60), ['cash-difference', 'cash-differences debit 40', 'cod-payable credit 40']],
    ],
    [
      'more than was to be paid',
      { kind: 'over', taken: 250 },
      [collection(100), ['cash-surplus', 'cash-collected debit 150', 'cash-surplus credit 150']],
    ],
    [
      'what nobody owed',
      { kind: 'over', taken: 50, settles: '0', handlingFee: 0 },
      [['cash-surplus', 'cash-collected debit 50', 'cash-surplus credit 50']],
    ],
    ['less than was to be paid', { kind: 'short', taken: 40, settles: '0.4' }, [collection(40)]],
    ['nothing', { kind: 'short', taken: 0, settles: '0', handlingFee: 0 }, []],
  ])('book %s', (_what, changes, entries) => {
    expect(booked(changes)).toEqual(entries);
  });
});

describe('the payment of an order', () => {
  const { order } = calledOrder();
  const owing: Order = {
    ...order,
    total: '600',
    payment: { method: 'cod', status: 'unpaid', due: '600', collected: '0', note: null },
  };
  const pay = (changes: Partial<CashAtDoor>, of = owing) =>
    payAtDoor(draftOf(of), collecting(60_000), cash(changes), momentAt(LATER));
  const full = { settles: '600', taken: 60_000, expected: 60_000 };
  const state = (status: string) => ({
    ...{ status: 'pending', confirmation: 'none', logistics: 'none' },
    payment: { method: 'cod', status },
  });

  it('is settled by the whole amount, and by nothing else', () => {
    const { order: after, events } = pay(full);
    expect(after.payment).toEqual({
      ...{ method: 'cod', status: 'paid', due: '0', collected: '600' },
      note: { method: null, paymentId: null, amount: '600' },
    });
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      [
        'order.payment_changed',
        {
          ...{ from: 'unpaid', to: 'paid', method: 'cod', due: '0', collected: '600', currency: 'COP' },
          ...{ paymentId: null, order: state('paid') },
        },
      ],
    ]);
  });

  it('names the payment that was noted before', () => {
    const note = { method: 'card', paymentId: 'pay_1', amount: null };
    const [event] = pay(full, { ...owing, payment: { ...owing.payment, note } }).events;
    expect(event?.data).toMatchObject({ paymentId: 'pay_1' });
  });

  it('is settled in part by less, which is told with its reason', () => {
    const reason = 'No change';
    const { order: after, events } = pay({ ...full, kind: 'short', settles: '250.5', taken: 25_050, reason });
    expect(after.payment).toEqual({
      ...{ method: 'cod', status: 'pending', due: '349.5', collected: '250.5', note: null },
    });
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      [
        'order.payment_changed',
        {
          ...{ from: 'unpaid', to: 'pending', method: 'cod', due: '349.5', collected: '250.5' },
          ...{ currency: 'COP', paymentId: null, order: state('pending') },
        },
      ],
      [
        'order.cash_differs',
        { kind: 'short', expected: 600, taken: 250.5, currency: 'INR', reason, deliveryId: 'IN1' },
      ],
    ]);
  });

  it('stays as it is where the cash settles nothing, which is told', () => {
    const { order: after, events } = pay({
      ...{ kind: 'over', settles: '0', expected: 0, taken: 50, reason: 'A gift' },
    });
    expect(after.payment).toEqual(owing.payment);
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      [
        'order.cash_differs',
        { kind: 'over', expected: 0, taken: 0.5, currency: 'INR', reason: 'A gift', deliveryId: 'IN1' },
      ],
    ]);
  });
});
