import { expect, test } from 'vitest';
import { orderIdIn } from '../../shared/adapters/logging/order-id.ts';
import { newId } from '../../shared/base/ids.ts';

const id = newId('order', new Date('2026-11-29T12:00:00Z'));
const other = newId('order', new Date('2026-11-29T12:00:01Z'));

test.each([
  [JSON.stringify({ orderId: id, callId: 'call_1' }), id],
  [`/v1/orders/${id}/timeline`, id],
  [`${id} ${id}`, id],
  [`${id} ${other}`, undefined],
  [`x${id}`, undefined],
  [`${id}0`, undefined],
  ['no order', undefined],
  [undefined, undefined],
])('the order that a text is about: %s', (text, orderId) => {
  expect(orderIdIn(text)).toBe(orderId);
});
