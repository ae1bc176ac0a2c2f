import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { type ExternalId, externalIdFromItem, externalIdKey } from '../../orders/names/external-id.ts';
import type { Order } from '../../orders/order/order.ts';
import { loadOrder, loadOrders } from '../../orders/store/order-store.ts';
import { isOptedOut } from '../../tenants/opt-outs.ts';
import {
  isBounded,
  type LineState,
  lineStateOf,
  readPhoneLine,
  type StoredLine,
} from '../times/phone-line.ts';
import { type CallTerms, loadCallTerms } from './call-terms.ts';
import { candidatesOf, orderReferredTo } from './order-referred-to.ts';

/** The state on which a trigger is decided. */
export interface TriggerState extends CallTerms {
  /** The orders that have the external id already. */
  known: ExternalId | undefined;
  /** The order that the trigger means, when there is one. */
  order: Order | undefined;
  /** Whether the customer asked not to be called. */
  isOptedOut: boolean;
  /** Of the phone that a live call would ring. */
  phoneLine: StoredLine | undefined;
}

export interface TriggerTarget {
  orderId?: string | undefined;
  externalId?: string | undefined;
  /** As the trigger names it. */
  source?: string | undefined;
  /** Of the customer that the trigger names, E.164. */
  phone?: string | undefined;
}

/**
 * One round trip; a second one when the order exists that an external id names, and another one when the trigger does not say
 * whose phone it would ring. @throws Problem order_not_found, unauthenticated
 */
export async function loadTriggerState(
  table: Table,
  scope: Scope,
  target: TriggerTarget,
): Promise<TriggerState> {
  const { orderId, externalId, phone } = target;
  const [external, named, terms, given] = await Promise.all([
    orderId === undefined && externalId !== undefined
      ? table.get(externalIdKey(scope, externalId))
      : undefined,
    orderId === undefined ? undefined : loadOrder(table, scope, orderId),
    loadCallTerms(table, scope),
    loadPhone(table, scope, phone),
  ]);

  if (orderId !== undefined && named === undefined)
    throw new Problem('order_not_found', { field: 'orderId' });
  const known = external && externalIdFromItem(external);
  const order = named ?? orderReferredTo(await loadOrders(table, scope, candidatesOf(known, target)), target);
  const called = calledPhone(order, phone);
  return {
    ...terms,
    known,
    order,
    ...(called === phone ? given : await loadPhone(table, scope, called)),
  };
}

/** The state of a phone, read before its order or its tenant is known; test calls rarely need its line. */
async function loadPhone(
  table: Table,
  scope: Scope,
  phone: string | undefined,
): Promise<Pick<TriggerState, 'isOptedOut' | 'phoneLine'>> {
  if (phone === undefined) return { isOptedOut: false, phoneLine: undefined };
  const [hasOptedOut, phoneLine] = await Promise.all([
    isOptedOut(table, scope, phone, { eventually: true }),
    scope.mode === 'live' ? readPhoneLine(table, scope, phone) : undefined,
  ]);
  return { isOptedOut: hasOptedOut, phoneLine };
}

/** The phone that a call would ring: the order's, unless the order has no number that can be called. */
const calledPhone = (order: Order | undefined, given: string | undefined): string | undefined =>
  order === undefined || order.customer.isPhoneRaw ? given : order.customer.phone;

/**
 * The line of the phone that a round would ring; undefined where no line limits its calls.
 * @param given E.164, for an order without a number that can be called
 */
export async function loadLineToCall(
  table: Table,
  scope: Scope,
  { order, tenant, phoneLine }: TriggerState,
  given?: string,
): Promise<LineState | undefined> {
  const called = calledPhone(order, given);
  if (called === undefined || !isBounded(scope.mode, tenant)) return undefined;
  const stored = phoneLine?.phone === called ? phoneLine : await readPhoneLine(table, scope, called);
  return lineStateOf(table, scope, stored);
}
