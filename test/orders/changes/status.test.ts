import { expect, it } from 'vitest';
import {
  callTypes,
  finalOutcomes,
  logisticsStatuses,
  type OrderStatus,
  orderStatuses,
} from '../../../shared/events/order-words.ts';
import {
  isFinal,
  isFinalLogistics,
  mayMoveLogistics,
  statusAfterLogistics,
  statusAfterOutcome,
} from '../../../shared/orders/order/status.ts';

const finals: OrderStatus[] = ['cancelled', 'delivered', 'completed', 'refunded'];

it('only its merchant moves an order from a final status', () => {
  expect(orderStatuses.filter(isFinal)).toEqual(finals);
});

it('a call’s outcome moves an undecided order, if the call was about its confirmation', () => {
  const moves = {
    confirmed: 'confirmed',
    recovered: 'confirmed',
    cancelled: 'cancelled',
    novedad: 'needs_review',
  };
  for (const status of orderStatuses)
    for (const callType of callTypes)
      for (const outcome of finalOutcomes) {
        const isMoved =
          ['pending', 'needs_review'].includes(status) && ['confirmation', 'recovery'].includes(callType);
        const to = isMoved && outcome in moves ? moves[outcome as keyof typeof moves] : status;
        expect(statusAfterOutcome(status, callType, outcome), `${status} ${callType} ${outcome}`).toBe(to);
      }
});

it('a step of the parcel moves an order that is not final', () => {
  const moves = { shipped: 'shipped', delivered: 'delivered', returned: 'cancelled' };
  for (const status of orderStatuses)
    for (const step of logisticsStatuses) {
      const to = !finals.includes(status) && step in moves ? moves[step as keyof typeof moves] : status;
      expect(statusAfterLogistics(status, step), `${status} ${step}`).toBe(to);
    }
});

it('a delivered parcel may be returned, and a returned one stays returned', () => {
  expect(logisticsStatuses.filter(isFinalLogistics)).toEqual(['delivered', 'returned']);
  expect(isFinalLogistics('none')).toBe(false);
  expect(logisticsStatuses.filter((to) => mayMoveLogistics('none', to))).toEqual(logisticsStatuses);
  expect(logisticsStatuses.filter((to) => mayMoveLogistics('shipped', to))).toEqual(logisticsStatuses);
  expect(logisticsStatuses.filter((to) => mayMoveLogistics('delivered', to))).toEqual([
    'delivered',
    'returned',
  ]);
  expect(logisticsStatuses.filter((to) => mayMoveLogistics('returned', to))).toEqual(['returned']);
});
