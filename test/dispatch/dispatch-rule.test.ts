import { describe, expect, it } from 'vitest';
import {
  dispatched,
  dispatchStateOf,
  notDispatched,
} from '../../shared/deliveries/dispatch/dispatch-rule.ts';
import { draftOf } from '../../shared/orders/order/draft.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { calledOrder, LATER, momentAt } from '../calls/support/factories.ts';

const confirmed = (changes: Partial<Order> = {}): Order => ({
  ...calledOrder().order,
  status: 'confirmed',
  eventCount: 7,
  ...changes,
});

describe('a confirmation', () => {
  it('dispatches a confirmed cash order without a delivery', () => {
    expect(dispatchStateOf(confirmed(), 7)).toBe('free');
  });

  it.each([
    [5, 'free'],
    [6, 'free'],
    [7, 'over'],
    [8, 'over'],
  ])('with dispatches up to event %i: event 7 is %s', (dispatchedUpTo, standing) => {
    expect(dispatchStateOf(confirmed({ dispatchedUpTo }), 7)).toBe(standing);
  });

  it.each(['pending', 'needs_review', 'cancelled', 'processing', 'shipped', 'delivered'] as const)(
    'is over for an order that is %s',
    (status) => expect(dispatchStateOf(confirmed({ status }), 7)).toBe('over'),
  );

  it('is over for an order that owes no cash', () => {
    const { payment } = confirmed();
    expect(dispatchStateOf(confirmed({ payment: { ...payment, method: 'prepaid' } }), 7)).toBe('over');
  });

  it('counts as dispatched where there is a delivery already', () => {
    const { logistics } = confirmed();
    expect(dispatchStateOf(confirmed({ logistics: { ...logistics, status: 'processing' } }), 7)).toBe(
      'taken',
    );
  });
});

describe('a dispatch', () => {
  const told = { deliveryId: 'IN1', scheduledAt: null, approximate: true };
  const refused = { reason: 'delivery_crosses_regions', rule: 'region', message: 'Two regions' } as const;

  it('is recorded, and leaves no earlier confirmation to be dispatched again', () => {
    const { order, events } = dispatched(draftOf(confirmed()), momentAt(LATER), told);
    expect(events.map(({ type, sequence, data }) => [type, sequence, data])).toEqual([
      ['order.dispatched', 8, told],
    ]);
    expect(order).toEqual(confirmed({ eventCount: 8, dispatchedUpTo: 8, updatedAt: LATER }));
    expect([7, 8, 9].map((sequence) => dispatchStateOf(order, sequence))).toEqual(['over', 'over', 'free']);
  });

  it('that failed records why, and no other findings', () => {
    const found = [
      { ...refused, detail: 'kept' },
      { reason: 'credit_limit_exceeded', rule: 'payment' } as const,
    ];
    const told = [refused, { reason: 'credit_limit_exceeded', rule: 'payment' }];
    const { order, events } = notDispatched(draftOf(confirmed()), momentAt(LATER), found);
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ['order.dispatch_failed', { failures: told }],
    ]);
    expect(order.dispatchedUpTo).toBe(8);
  });
});
