import { describe, expect, it } from 'vitest';
import {
  bookingMessages,
  confirmsCashOrder,
  dispatchMessage,
} from '../../shared/deliveries/dispatch/booking-message.ts';
import type { OrderState } from '../../shared/events/order-events.ts';
import type { StoredEvent } from '../../shared/events/stream.ts';

const event = (type: string, order: Partial<OrderState>, changes: object = {}): StoredEvent =>
  ({
    type,
    tenantId: 'tnt_1',
    mode: 'live',
    orderId: 'ord_1',
    sequence: 7,
    data: { order },
    ...changes,
  }) as StoredEvent;
const cash = { status: 'confirmed', payment: { method: 'cod', status: 'unpaid' } } as const;
const paidBy = (method: OrderState['payment']['method']) =>
  ({ ...cash, payment: { method, status: 'unpaid' } }) as const;

describe('an event', () => {
  it.each(['order.status_changed', 'order.created'])('%s confirms a cash order', (type) => {
    expect(confirmsCashOrder(event(type, cash))).toBe(true);
    expect(confirmsCashOrder(event(type, paidBy('unknown')))).toBe(true);
    expect(confirmsCashOrder(event(type, paidBy('prepaid')))).toBe(false);
    expect(confirmsCashOrder(event(type, paidBy('card_on_delivery')))).toBe(false);
    expect(confirmsCashOrder(event(type, { ...cash, status: 'pending' }))).toBe(false);
  });

  it('of another kind confirms none, whatever its order is', () => {
    expect(confirmsCashOrder(event('order.updated', cash))).toBe(false);
  });

  it('of an order becomes the message that its delivery is to be booked, in its tenant’s turn', () => {
    const message = dispatchMessage(event('order.status_changed', cash));
    const body = { kind: 'dispatch', tenantId: 'tnt_1', mode: 'live', orderId: 'ord_1', sequence: 7 };
    expect(message).toEqual({ body, group: 'tnt_1' });
    expect(bookingMessages.queue).toBe('bookings');
    expect(bookingMessages.read(body)).toBe(body);
  });

  it.each([{ orderId: undefined }, { sequence: undefined }])(
    'without %j is dispatched by mistake',
    (lack) => {
      expect(() => dispatchMessage(event('order.created', cash, lack))).toThrow(
        new TypeError('Only orders are dispatched'),
      );
    },
  );
});

describe('a message of the bookings queue', () => {
  const body = { kind: 'dispatch', tenantId: 'tnt_1', mode: 'live', orderId: 'ord_1', sequence: 1 };
  const settle = {
    kind: 'settle',
    tenantId: 'tnt_1',
    mode: 'test',
    account: 'wallet:business',
    currency: 'INR',
  };

  it('asks for a dispatch, or for what waits on a wallet', () => {
    for (const sent of [body, settle]) expect(bookingMessages.read(sent)).toBe(sent);
  });

  it.each(['tenantId', 'mode', 'orderId', 'sequence'] as const)('without %s is none', (field) => {
    const { [field]: _left, ...rest } = body;
    expect(() => bookingMessages.read(rest)).toThrow(`Not a message of the bookings queue: ${field}`);
  });

  it('names an event, from the first one on', () => {
    expect(() => bookingMessages.read({ ...body, sequence: 0 })).toThrow('sequence');
  });
});
