import * as z from 'zod';
import { declare } from '../../../../shared/http/declaration.ts';
import { OrderRowView } from '../order-views.ts';
import { PlaceOrderBody } from './place-order-body.ts';

export const placeOrderRoute = declare({
  name: 'place-order',
  dialect: 'platform',
  stack: 'console',
  method: 'POST',
  path: '/platform/v1/orders',
  summary: 'Takes an order that came by chat or phone, and has its customer called to confirm it',
  description:
    'The order and its first call are stored together, or neither. Where no call is possible, or wanted, send `"call": false`; it can be called about later.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  storesAtOnce: true,
  body: PlaceOrderBody,
  bodyExample: {
    customer: { name: 'Ana Gómez', phone: '300 123 4567' },
    address: { address1: 'Carrera 7 # 71-21', address2: 'Apto 301', city: 'Bogotá' },
    items: [
      { name: 'Gel', quantity: 2, price: 32000 },
      { name: 'Crema', quantity: 1, price: 25900 },
    ],
    total: 98900,
    externalId: 'WA-118',
    source: 'whatsapp',
    notes: 'Shipping is 9,000',
  },
  answers: {
    201: {
      description: 'The new order',
      schema: OrderRowView.extend({
        callId: z.string().nullable().describe('The call that is queued; null without one'),
      }),
    },
  },
  refuses: [
    'order_exists',
    'phone_opted_out',
    'invalid_phone',
    'credit_exhausted',
    'voice_agent_missing',
    'order_too_large',
  ],
});

export const placeOrderRoutes = [placeOrderRoute];
