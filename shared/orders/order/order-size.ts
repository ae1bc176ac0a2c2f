import { Problem } from '../../base/problem.ts';
import type { Order } from './order.ts';

/**
 * Bytes that a merchant may fill of an order's item. DynamoDB's items end at 400 kB: the rest is for what happens to the
 * order later, which must not be refused: rounds of calls, some thousand dials, the customer's address, and
 * for the transcript that the event of a call's outcome stores with the order.
 */
export const MAX_ORDER_BYTES = 256 * 1024;

/** The most products of an order, whichever way it comes. */
export const MAX_PRODUCTS = 500;

/** Of the order as JSON, which is never less than what DynamoDB counts. */
const bytesOf = (order: Order): number => Buffer.byteLength(JSON.stringify(order));

/**
 * @param before the order that it is a change of: one that is too large already may still shrink
 * @throws Problem order_too_large
 */
export function requireRoom(order: Order, before?: Order): void {
  const bytes = bytesOf(order);
  if (bytes <= MAX_ORDER_BYTES || (before && bytes <= bytesOf(before))) return;
  throw new Problem('order_too_large', { limit: MAX_ORDER_BYTES, bytes });
}
