import { describe, expect, it } from 'vitest';
import {
  checkDuplicate,
  collectionNow,
  type Delivered,
} from '../../shared/deliveries/booking/booking-rule.ts';
import type { Booking } from '../../shared/deliveries/delivery/delivery.ts';
import { paymentStatusOf, type TemporaryOrder } from '../../shared/deliveries/delivery/temporary-order.ts';
import type { Order } from '../../shared/orders/order/order.ts';

const delivered = (due: string, others: Delivered['others'] = []): Delivered => ({
  order: { id: 'ord_1', status: 'confirmed', currency: 'INR', payment: { due } } as unknown as Order,
  method: 'cod',
  others,
});

const others = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `tmp_${n}`, isOpen: false, collects: '0' }));

describe('an order', () => {
  it('has fifty deliveries at most that are open or wait', () => {
    expect(checkDuplicate(delivered('600', others(49)), true)).toBeUndefined();
    expect(checkDuplicate(delivered('600', others(50)), true)).toMatchObject({
      reason: 'invalid_details',
      message: 'ord_1 has 50 deliveries that are open or wait for money already',
    });
  });

  const booking = {
    collection: null,
    collectsDue: true,
    cashTerms: { minimum: 15_000, maximum: 100_000, unit: 100 },
    price: { currency: 'INR' },
  } as unknown as Booking;

  it.each([
    ['149.99', undefined],
    ['150', 15_000],
    ['1000', 100_000],
    ['1000.01', undefined],
  ])('that owes %s is collected for where the region takes 150 to 1000: %s', (due, amount) => {
    const now = collectionNow(delivered(due), booking, false);
    if (amount === undefined)
      expect(now).toMatchObject({ failure: { reason: 'collections_not_acceptable' } });
    else expect(now).toMatchObject({ value: { amount, settles: due } });
  });
});

describe('a delivery that waits for money', () => {
  const deadline = '2026-11-23T17:15:00.000Z';
  const at = (instant: string, status: TemporaryOrder['status'] = 'waiting') =>
    paymentStatusOf({ status, deadline } as TemporaryOrder, new Date(instant));

  it('does so until its deadline, and has failed from then on', () => {
    expect(at('2026-11-23T17:14:59.999Z')).toBe('waiting');
    expect(at(deadline)).toBe('failed');
    expect(at(deadline, 'booked')).toBe('booked');
    expect(at('2026-11-23T17:00:00.000Z', 'cancelled')).toBe('failed');
  });
});
