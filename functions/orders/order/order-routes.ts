import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import { OrderPath } from '../fields/fields.ts';
import { ListQuery } from '../fields/query.ts';
import { CreatedAnswer, DoneAnswer, ListAnswer, OrderDetails } from '../fields/schemas.ts';
import { Status } from '../fields/status-words.ts';
import { CreateOrderBody } from './create-body.ts';
import { currencyOfOrder, currencyOfUpdates } from './money-named.ts';
import { UpdateOrderBody } from './update-body.ts';

export const createOrderRoute = declare({
  name: 'create-order',
  dialect: 'orders',
  method: 'POST',
  path: '/v1/orders',
  summary: 'Creates an order',
  description:
    'The order is stored and numbered. No call is made: request one with `POST /api/v1/calls/trigger` and its id.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  storesAtOnce: true,
  body: CreateOrderBody,
  currencyOf: currencyOfOrder,
  bodyExample: {
    mobile: '+919876543210',
    name: 'John Doe',
    email: 'john@example.com',
    product_items: [
      { product_retailer_id: 'SKU-001', name: 'Premium T-Shirt', quantity: 2, price: 599 },
      { product_retailer_id: 'SKU-002', name: 'Classic Jeans', quantity: 1, price: 1299 },
    ],
    delivery_method: 'Local Delivery',
    delivery_details: {
      recipient_name: 'John Doe',
      phone: '+919876543210',
      address: '123 Main Street, Apartment 4B, Mumbai, Maharashtra 400001',
    },
    external_order_source: 'website',
    external_order_id: 'WEB-12345',
    notes: 'Please deliver before 6 PM',
  },
  answers: { 201: { description: 'The new order', schema: CreatedAnswer } },
});

export const searchOrdersRoute = declare({
  name: 'search-orders',
  dialect: 'orders',
  method: 'GET',
  path: '/v1/orders',
  summary: 'Lists orders by status, date and text, sorted as requested; by default newest first',
  description:
    'Pages start at 1. Text finds orders whose id, reference, number, external id, e-mail address or name has words that start with it.',
  audience: 'key',
  table: 'read',
  query: ListQuery,
  answers: { 200: { description: 'One page', schema: ListAnswer } },
});

export const getOrderDetailsRoute = declare({
  name: 'get-order-details',
  dialect: 'orders',
  method: 'GET',
  path: '/v1/orders/{orderId}',
  summary: 'Returns an order with its history, and its version as ETag',
  description: 'The history lists every status the order has had, oldest first.',
  audience: 'key',
  table: 'read',
  partitions: ['ORDER#'],
  params: OrderPath,
  answers: { 200: { description: 'The order', schema: OrderDetails } },
});

export const updateOrderRoute = declare({
  name: 'update-order',
  dialect: 'orders',
  versioned: true,
  method: 'PUT',
  path: '/v1/orders/{orderId}',
  summary: 'Changes the given fields of an order; with If-Match, only if it still has that version',
  description:
    'Omitted fields stay as they are; null clears a field. New items, a new total or a new address reopen a confirmed order.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  params: OrderPath,
  body: UpdateOrderBody,
  currencyOf: currencyOfUpdates,
  bodyExample: {
    updates: {
      status: 'shipped',
      delivery_method: 'express_delivery',
      payment_status: 'paid',
      delivery_details: { tracking_number: 'TRK987654321', estimated_delivery: '2023-06-23T18:00:00Z' },
    },
  },
  answers: { 200: { description: 'Changed', schema: DoneAnswer } },
});

export const updateOrderStatusRoute = declare({
  name: 'update-order-status',
  dialect: 'orders',
  versioned: true,
  method: 'PUT',
  path: '/v1/orders/{orderId}/status',
  summary: "Changes an order's status",
  description: 'Status names of other shop systems (`canceled`, `fulfilled` …) are accepted too.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  params: OrderPath,
  body: z.object({ status: Status }),
  bodyExample: { status: 'shipped' },
  answers: { 200: { description: 'Changed', schema: DoneAnswer } },
});

/** One order, and the list of all. */
export const orderRoutes = [
  createOrderRoute,
  searchOrdersRoute,
  getOrderDetailsRoute,
  updateOrderRoute,
  updateOrderStatusRoute,
];
