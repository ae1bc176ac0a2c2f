import { expect, it } from 'vitest';
import { newId } from '../../shared/base/ids.ts';
import { bookingNamed } from '../../shared/deliveries/booking/cancel-delivery.ts';

const temporaryId = newId('temporaryOrder', new Date('2026-11-23T17:00:00Z'));
const other = newId('temporaryOrder', new Date('2026-11-23T18:00:00Z'));

it.each([
  ['IN2611230000001', undefined, { deliveryId: 'IN2611230000001' }],
  ['IN2611230000001', temporaryId, { deliveryId: 'IN2611230000001' }],
  ['no id at all', temporaryId, { deliveryId: 'no id at all' }],
  [temporaryId, undefined, { temporaryId }],
  [temporaryId, other, { temporaryId }],
  [undefined, temporaryId, { temporaryId }],
  [null, temporaryId, { temporaryId }],
  ['', temporaryId, { temporaryId }],
  ['', '', { temporaryId: '' }],
])('%s and %s name %j', (orderId, temporary, named) => {
  expect(bookingNamed(orderId, temporary)).toEqual(named);
});

it.each([undefined, null, ''])('%s alone names nothing', (orderId) => {
  expect(() => bookingNamed(orderId, undefined)).toThrow(
    expect.objectContaining({ code: 'delivery_refused', details: { reason: 'order_id_missing' } }),
  );
});
