import type { Key } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { channelsOf } from '../calls/call/channels.ts';
import type { LiveCalls } from '../calls/call/live-calls.ts';
import { cancellable } from '../deliveries/booking/cancel-delivery.ts';
import type { Delivery } from '../deliveries/delivery/delivery.ts';
import { type KnownDeliveries, knownDeliveries } from '../deliveries/delivery/order-deliveries.ts';
import { paymentStatusOf } from '../deliveries/delivery/temporary-order.ts';
import { finalStatuses } from '../deliveries/delivery/transitions.ts';
import type { Order } from '../orders/order/order.ts';
import { optOutKey } from '../tenants/opt-outs.ts';
import {
  type Credits,
  creditKey,
  messageCreditKey,
  remainingOf,
  type Tenant,
  tenantFromItem,
  tenantKey,
} from '../tenants/tenant/tenant.ts';
import type { ActionTerms, OpenDelivery } from './order-actions.ts';

/** The state that an order's actions depend on, and the deliveries that it was read from. */
export interface LoadedTerms extends KnownDeliveries {
  terms: ActionTerms;
}

/**
 * Two round trips at the same time, however many deliveries there are.
 * @param mentioned ids of its deliveries from elsewhere
 */
export async function loadActionTerms(
  table: Table,
  order: Order,
  liveCalls: LiveCalls,
  now: Date,
  mentioned: readonly string[] = [],
): Promise<LoadedTerms> {
  const credits = [creditKey, messageCreditKey].map((keyOf) => keyOf(order.tenantId));
  const keys: Key[] = [tenantKey(order.tenantId), ...credits];
  if (!order.customer.isPhoneRaw) keys.push(optOutKey(order, order.customer.phone));
  const [items, known] = await Promise.all([table.batchGet(keys), knownDeliveries(table, order, mentioned)]);
  const tenantItem = items.find(({ entity }) => entity === 'tenant');
  const tenant = tenantItem && tenantFromItem(tenantItem);
  const [credit, messageCredit] = credits.map(({ sk }) => remainingOf(items.find((item) => item.sk === sk)));
  const terms: ActionTerms = {
    isOptedOut: items.some(({ entity }) => entity === 'opt-out'),
    callsLack: tenant && lackOfCalls(order, tenant, { credit, messageCredit }, liveCalls),
    hasDispatch: tenant !== undefined && tenant.dispatch !== null,
    openDeliveries: openDeliveriesOf(known, now),
  };
  return { ...known, terms };
}

function lackOfCalls(
  { mode }: Order,
  tenant: Tenant,
  left: Credits,
  liveCalls: LiveCalls,
): ActionTerms['callsLack'] {
  const found = channelsOf('confirmation', { mode, tenant, ...left, isOptedOut: false }, liveCalls);
  if (!('obstacle' in found)) return undefined;
  return found.obstacle === 'credit_exhausted' ? 'no_calls_left' : 'no_voice_agent';
}

export const openDelivery = ({ id, status }: Pick<Delivery, 'id' | 'status'>): OpenDelivery => ({
  id,
  isWaiting: false,
  isCancellable: cancellable.includes(status),
});

const openDeliveriesOf = ({ deliveries, waiting }: KnownDeliveries, now: Date): OpenDelivery[] => [
  ...deliveries.filter(({ status }) => !finalStatuses.includes(status)).map(openDelivery),
  ...waiting
    .filter((order) => paymentStatusOf(order, now) === 'waiting')
    .map(({ id }) => ({ id, isWaiting: true, isCancellable: true })),
];
