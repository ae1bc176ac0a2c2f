import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { type ExternalId, externalIdFromItem, externalIdKey } from '../../orders/names/external-id.ts';
import type { Order } from '../../orders/order/order.ts';
import { loadOrder, loadOrders } from '../../orders/store/order-store.ts';
import { isOptedOut, optOutKey } from '../../tenants/opt-outs.ts';
import {
  creditKey,
  messageCreditKey,
  remainingOf,
  type Tenant,
  tenantFromItem,
  tenantKey,
} from '../../tenants/tenant.ts';
import { loadTenantFacts } from '../../tenants/tenant-facts.ts';
import { isBounded, type LineState, loadPhoneLine } from '../times/phone-line.ts';
import { candidatesOf, orderReferredTo } from './order-referred-to.ts';

/** What a trigger is decided on. */
export interface TriggerState {
  tenant: Tenant;
  /** Live calls left to the tenant; undefined is unlimited. */
  credit: number | undefined;
  /** The same of messages. */
  messageCredit: number | undefined;
  /** Who has the external id already. */
  known: ExternalId | undefined;
  /** The order that the trigger means, when there is one. */
  order: Order | undefined;
  /** Whether the customer asked not to be called. */
  optedOut: boolean;
}

export interface TriggerTarget {
  orderId?: string | undefined;
  externalId?: string | undefined;
  /** As the trigger names it. */
  source?: string | undefined;
  /** Of the customer that the trigger names, E.164. */
  phone?: string | undefined;
}

/** One round trip, and a second one when the order exists. @throws Problem order_not_found, unauthenticated */
export async function loadTriggerState(
  table: Table,
  scope: Scope,
  target: TriggerTarget,
): Promise<TriggerState> {
  const { orderId, externalId, phone } = target;
  const { tenantId } = scope;
  const keys: Key[] = [creditKey(tenantId)];
  if (orderId === undefined && externalId !== undefined) keys.push(externalIdKey(scope, externalId));
  if (phone !== undefined) keys.push(optOutKey(scope, phone));
  const [items, factAt] = await Promise.all([table.batchGet(keys), loadTenantFacts(table, tenantId)]);
  const at = ({ pk, sk }: Key): Item | undefined => items.find((item) => item.pk === pk && item.sk === sk);

  const tenant = factAt(tenantKey(tenantId));
  if (tenant === undefined) throw new Problem('unauthenticated');
  const external = externalId === undefined ? undefined : at(externalIdKey(scope, externalId));
  const known = external && externalIdFromItem(external);
  const order =
    orderId === undefined
      ? orderReferredTo(await loadOrders(table, scope, candidatesOf(known, target)), target)
      : await loadOrder(table, scope, orderId);
  if (orderId !== undefined && order === undefined)
    throw new Problem('order_not_found', { field: 'orderId' });
  return {
    tenant: tenantFromItem(tenant),
    credit: remainingOf(at(creditKey(tenantId))),
    messageCredit: remainingOf(factAt(messageCreditKey(tenantId))),
    known,
    order,
    optedOut: await hasOptedOut(table, scope, calledPhone(order, phone), phone, at),
  };
}

/** Whom a call would ring: the order's customer, unless the order has no number that can be called. */
const calledPhone = (order: Order | undefined, given: string | undefined): string | undefined =>
  order === undefined || order.customer.isPhoneRaw ? given : order.customer.phone;

async function hasOptedOut(
  table: Table,
  scope: Scope,
  called: string | undefined,
  loaded: string | undefined,
  at: (key: Key) => Item | undefined,
): Promise<boolean> {
  if (called === undefined) return false;
  if (called !== loaded) return isOptedOut(table, scope, called);
  return at(optOutKey(scope, called)) !== undefined;
}

/**
 * The line of the phone that a round would ring; undefined where no line limits its calls.
 * @param given E.164, for an order without a number that can be called
 */
export async function loadLineToCall(
  table: Table,
  scope: Scope,
  { order, tenant }: TriggerState,
  given?: string,
): Promise<LineState | undefined> {
  const called = calledPhone(order, given);
  if (called === undefined || !isBounded(scope.mode, tenant)) return undefined;
  return loadPhoneLine(table, scope, called);
}
