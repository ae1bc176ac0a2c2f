import { describe, expect, it } from 'vitest';
import { decideUpdate } from '../../../shared/orders/changes/update-rule.ts';
import type { Payment } from '../../../shared/orders/order/order.ts';
import { paymentAfter, paymentAfterCash, paymentOf } from '../../../shared/orders/order/payment.ts';
import { calledOrder, LATER, momentAt } from '../../calls/support/factories.ts';

const payment = (changes: Partial<Payment> = {}): Payment => ({
  method: 'cod',
  status: 'unpaid',
  due: '1000',
  collected: '0',
  note: null,
  ...changes,
});

const paid = payment({ status: 'paid', due: '0', collected: '1000' });
const noteOf = (given: Partial<NonNullable<Payment['note']>>): Payment['note'] => ({
  method: null,
  paymentId: null,
  amount: null,
  ...given,
});

describe('the payment of a new order', () => {
  it('is cash on delivery and owes the total', () => {
    expect(paymentOf({}, '1000')).toEqual(payment());
  });

  it('is collected where the order was paid before, by the total or the given amount', () => {
    expect(paymentOf({ method: 'prepaid', status: 'paid' }, '1000')).toEqual({ ...paid, method: 'prepaid' });
    expect(paymentOf({ status: 'paid', note: { amount: '400' } }, '1000')).toEqual(
      payment({ status: 'paid', due: '600', collected: '400', note: noteOf({ amount: '400' }) }),
    );
  });
});

describe('a reported payment', () => {
  it.each<[string, Payment, Parameters<typeof paymentAfter>[1], string, Payment]>([
    ['nothing leaves it as it is', paid, {}, '1000', paid],
    ['a higher total leaves the rest due', paid, {}, '1200', { ...paid, due: '200' }],
    ['a lower total leaves nothing due, and never less', paid, {}, '700', paid],
    ['an unpaid one owes the new total', payment(), {}, '1200', payment({ due: '1200' })],
    ['paid is the whole total', payment(), { status: 'paid' }, '1200', { ...paid, collected: '1200' }],
    ['pending owes it all', payment(), { status: 'pending' }, '1000', payment({ status: 'pending' })],
    [
      'what was given back is neither collected nor due',
      paid,
      { status: 'refunded' },
      '1000',
      payment({ status: 'refunded', due: '0' }),
    ],
    ['another method changes no amount', paid, { method: 'prepaid' }, '1000', { ...paid, method: 'prepaid' }],
    [
      'its id, told after it was paid, changes no amount',
      { ...paid, collected: '600', due: '400' },
      { note: { paymentId: 'pay_1' } },
      '1000',
      { ...paid, collected: '600', due: '400', note: noteOf({ paymentId: 'pay_1' }) },
    ],
    [
      'its amount, told after it was paid, is what was collected',
      paid,
      { note: { amount: '900' } },
      '1000',
      { ...paid, due: '100', collected: '900', note: noteOf({ amount: '900' }) },
    ],
    [
      'a note keeps what an earlier one told',
      { ...paid, note: noteOf({ paymentId: 'pay_1', amount: '1000' }) },
      { note: { method: 'upi', paymentId: undefined } },
      '1000',
      { ...paid, note: noteOf({ method: 'upi', paymentId: 'pay_1', amount: '1000' }) },
    ],
    [
      'paid again is the amount that its note told',
      payment({ note: noteOf({ amount: '400' }) }),
      { status: 'paid' },
      '1000',
      payment({ status: 'paid', due: '600', collected: '400', note: noteOf({ amount: '400' }) }),
    ],
  ])('%s', (_what, before, given, total, after) => {
    expect(paymentAfter(before, given, total)).toEqual(after);
  });

  it('is recorded, even if only its note changed after it was paid', () => {
    const { order } = calledOrder();
    const whole = { ...order, payment: paymentOf({ status: 'paid' }, order.total) };
    const { order: after, events } = decideUpdate(
      whole,
      { payment: { note: { paymentId: 'pay_1' } } },
      momentAt(LATER),
    );
    expect(after.payment).toEqual({ ...whole.payment, note: noteOf({ paymentId: 'pay_1' }) });
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      [
        'order.payment_changed',
        {
          from: 'paid',
          to: 'paid',
          method: 'cod',
          due: '0',
          collected: order.total,
          currency: 'COP',
          paymentId: 'pay_1',
          order: expect.objectContaining({ payment: { method: 'cod', status: 'paid' } }),
        },
      ],
    ]);
  });

  it.each<[string, Partial<Payment>, Parameters<typeof paymentAfter>[1], Payment['method']]>([
    ['paid nothing yet', {}, {}, 'unknown'],
    ['pays all', {}, { status: 'paid' }, 'prepaid'],
    ['pays nothing of it', {}, { status: 'paid', note: { amount: '0' } }, 'unknown'],
    ['had paid before', { status: 'paid', collected: '1' }, {}, 'prepaid'],
    ['pays in cash', {}, { status: 'paid', method: 'cod' }, 'cod'],
  ])('by an unknown method: who %s', (_who, before, given, method) => {
    expect(paymentAfter(payment({ method: 'unknown', ...before }), given, '1000').method).toBe(method);
  });

  it('is not recorded when nothing changes', () => {
    const { order } = calledOrder();
    expect(decideUpdate(order, { payment: { status: 'unpaid' } }, momentAt(LATER)).events).toEqual([]);
  });
});

describe('cash that was taken', () => {
  it('pays what the order owes, and the amount is in its note', () => {
    const before = payment({ collected: '400', due: '600', note: noteOf({ paymentId: 'pay_1' }) });
    expect(paymentAfterCash(before, '600', '1000')).toEqual({
      ...paid,
      note: noteOf({ paymentId: 'pay_1', amount: '1000' }),
    });
    expect(paymentAfterCash(payment(), '1000', '1000').note).toEqual(noteOf({ amount: '1000' }));
  });

  it('of more than the total leaves nothing due', () => {
    expect(paymentAfterCash(payment(), '1000.5', '1000')).toMatchObject({
      status: 'paid',
      due: '0',
      collected: '1000.5',
    });
  });

  it('of less leaves the rest due and pending, and its note as it was', () => {
    expect(paymentAfterCash(payment(), '999.99', '1000')).toEqual(
      payment({ status: 'pending', due: '0.01', collected: '999.99' }),
    );
  });

  it('in part does not count towards what is reported as paid later', () => {
    const inPart = paymentAfterCash(payment(), '400', '1000');
    expect(paymentAfter(inPart, { status: 'paid' }, '1000')).toEqual(paid);
  });
});
