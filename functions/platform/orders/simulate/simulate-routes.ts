import * as z from 'zod';
import {
  type SimulatedCustomer,
  simulatedCustomers,
} from '../../../../shared/calls/rounds/simulate-order.ts';
import { declare } from '../../../../shared/http/declaration.ts';

const customers = Object.keys(simulatedCustomers) as SimulatedCustomer[];

const customer = z
  .enum(customers)
  .describe(
    `How the customer behaves, by the end of the phone: ${customers.map((digits) => `${digits} ${simulatedCustomers[digits]}`).join('; ')}`,
  );

export const simulateOrderRoute = declare({
  name: 'simulate-order',
  dialect: 'platform',
  stack: 'console',
  method: 'POST',
  path: '/platform/v1/simulate/orders',
  summary: 'Makes a test order of a simulated customer, and calls that customer',
  description: 'In test mode only: nobody is called, and nothing is delivered.',
  audience: 'key',
  role: 'operator',
  testOnly: true,
  table: 'write',
  body: z.strictObject({ customer }),
  bodyExample: { customer: '0003' },
  answers: {
    201: {
      description: 'The order, whose call is queued',
      schema: z.object({ orderId: z.string(), callId: z.string(), phone: z.string() }),
    },
  },
});

export const simulateRoutes = [simulateOrderRoute];
