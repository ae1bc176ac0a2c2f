import { randomInt } from 'node:crypto';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { newId } from '../../base/ids.ts';
import type { TenantPrincipal } from '../../tenants/access/caller.ts';
import { type TriggeredCall, type TriggerServices, triggerCall } from './trigger-call.ts';

/** The simulated customers, by the digits in which their phones end; the first one stands for all others. */
export const simulatedCustomers = {
  '4567': 'confirms',
  '0001': 'cancels',
  '0002': 'never answers',
  '0003': 'reports a problem and corrects the address',
  '0004': 'misses the first call, confirms on the second',
  '0005': 'cannot be reached at first, confirms on the retry',
  '0006': 'has a voicemail that answers every time',
  '0007': 'hangs up without an answer',
} as const;

export type SimulatedCustomer = keyof typeof simulatedCustomers;

/** Mobiles of a country up to their last four digits: `x` is any digit. Elsewhere customers are Colombian. */
const MOBILES: Readonly<Record<string, string>> = { CO: '+57300xxx', MX: '+52552xxx', IN: '+91981xxx' };

/** A random phone of one of them, so that orders do not wait for each other's calls. */
function simulatedPhone(customer: SimulatedCustomer, country: string): string {
  const start = (MOBILES[country] ?? '+57300xxx').replaceAll('x', () => String(randomInt(10)));
  return start + customer;
}

/** The total of an order by currency, in major units; a hundred in all others. */
const WORTH: Readonly<Record<string, string>> = { COP: '85600', MXN: '899', INR: '1450', CLP: '24990' };

/**
 * Makes an order in test mode with a simulated customer, and calls that customer.
 * @throws Problem unavailable
 */
export function simulateOrder(
  { table, clock }: Pick<TriggerServices, 'table' | 'clock'>,
  { tenantId, country, currency }: TenantPrincipal,
  customer: SimulatedCustomer,
  receipt: (triggered: TriggeredCall) => Write[],
): Promise<TriggeredCall> {
  const phone = simulatedPhone(customer, country);
  return triggerCall(
    { table, clock, liveCalls: 'simulator' },
    { tenantId, mode: 'test' },
    {
      source: 'simulator',
      externalId: newId('request', clock()),
      phone,
      callType: 'confirmation',
      given: {
        customer: { name: 'Ana Gómez', phone },
        products: 'Samsung Galaxy S25 x1',
        total: WORTH[currency] ?? '100',
      },
      missing: [],
    },
    receipt,
  );
}
