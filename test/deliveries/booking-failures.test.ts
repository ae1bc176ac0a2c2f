import { expect, it } from 'vitest';
import {
  type BookingFailure,
  recordBookingFailure,
} from '../../shared/deliveries/booking/booking-failures.ts';
import { draftOf } from '../../shared/orders/order/draft.ts';
import { calledOrder, LATER, momentAt } from '../calls/support/factories.ts';

const { order } = calledOrder();
const again: BookingFailure = {
  reason: 'invalid_details',
  rule: 'duplicate',
  message: 'IN1 is there: {ask_for_another}',
};
const noMoney: BookingFailure = { reason: 'wallet_balance_too_low', rule: 'payment' };

it('a booking that failed is told with all its reasons in plain words, and the first one marks the order', () => {
  const details = { temporaryOrderId: 'tmp_1' };
  const failures = [again, noMoney];
  const draft = recordBookingFailure(draftOf(order), momentAt(LATER), failures, details);
  const message = 'IN1 is there: ask for another delivery of the order';
  expect(draft.events.map(({ type, data }) => [type, data])).toEqual([
    ['order.dispatch_failed', { failures: [{ ...again, message }, noMoney], ...details }],
  ]);
  expect(draft.order.bookingFailure).toEqual({ at: LATER, reason: 'invalid_details', message });
});

it('a reason without a message is enough, and no reason marks nothing', () => {
  const { order: after } = recordBookingFailure(draftOf(order), momentAt(LATER), [noMoney]);
  expect(after.bookingFailure).toEqual({ at: LATER, reason: 'wallet_balance_too_low', message: null });
  const marked = recordBookingFailure(draftOf(after), momentAt(LATER), []);
  expect(marked.order.bookingFailure).toBeUndefined();
  expect(marked.events.map(({ data }) => data)).toStrictEqual([{ failures: [] }]);
});
