import * as z from 'zod';
import { orderStatuses } from '../../shared/events/order-words.ts';
import { declare } from '../../shared/http/declaration.ts';
import { IntakeBody } from './body.ts';

export const receiveOrderRoute = declare({
  name: 'receive-order',
  dialect: 'intake',
  method: 'POST',
  path: '/hooks/catch/{token}',
  summary:
    'Receives an order, as JSON or as a form with nested brackets; repeating the same order changes nothing',
  description:
    'Values that cannot be read, such as an invalid phone, are kept and flagged instead of refused. Create the URL with `POST /platform/v1/intake-hooks`.',
  audience: 'hook',
  // The body need not be JSON.
  readsRawBody: true,
  table: 'write',
  params: z.object({ token: z.string().max(200).describe('Of an intake hook') }),
  body: IntakeBody,
  bodyExample: {
    phone: '3001234567',
    id: 123456,
    first_name: 'Ana Gómez',
    address: 'Calle 45 #23-12',
    products: [{ api_id: 139, count: 1, price: 15 }],
    payment: { type: 1, status: 1, sum: 15, amount: 15 },
  },
  answers: {
    200: {
      description: 'The current order',
      schema: z.object({
        id: z.string().describe('The id that was sent'),
        order_id: z.string().describe('Ours'),
        status: z.enum(orderStatuses),
        phone: z.string().nullable().describe('E.164; null when it could not be read'),
        email: z.string().nullable(),
        created_at: z.int().describe('Epoch milliseconds'),
      }),
      example: {
        id: '123456',
        order_id: 'ord_01kandk9hsy3rrfqq9xsnx7n6e',
        status: 'pending',
        phone: '+573001234567',
        email: null,
        created_at: 1795359600000,
      },
    },
  },
});

/** Orders from anywhere, as Delivety's webhook takes them. */
export const intakeRoutes = [receiveOrderRoute];
