import { expect } from 'vitest';
import type { TestApi } from './api.ts';

/**
 * Creates an order as a shop does: for 85600, by a customer in Colombia.
 * @param changes of the request's body
 * @returns the order's id
 */
export async function postOrder(
  { ask }: Pick<TestApi, 'ask'>,
  key: string,
  changes: object = {},
): Promise<string> {
  const { status, body } = await ask('POST /v1/orders', {
    headers: { 'x-tenant-api-key': key },
    body: {
      mobile: '+573001234567',
      name: 'Ana',
      product_items: [{ name: 'Gel', quantity: 1, price: 85600 }],
      ...changes,
    },
  });
  expect(status).toBe(201);
  return (body as { order: { _id: string } }).order._id;
}

/** Changes of an order of 600 rupees, to be delivered in Bengaluru. */
export const kettleOrder = {
  mobile: '+919812345678',
  name: 'Asha',
  product_items: [{ name: 'Kettle', quantity: 1, price: 600 }],
};

/** An address within the region of the delivery tests. */
export const inBengaluru = {
  delivery_details: { address: '12 MG Road, Bengaluru', location: { lat: 12.9181, lng: 77.6199 } },
};
