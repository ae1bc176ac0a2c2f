import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { type ContactTimes, loadContactTimes } from '../calls/times/call-time.ts';
import { isBounded, type LineState, lineStateOf, readPhoneLine } from '../calls/times/phone-line.ts';
import {
  type ExternalId,
  externalIdFromItem,
  externalIdKey,
  orderIdOf,
} from '../orders/names/external-id.ts';
import type { Order } from '../orders/order/order.ts';
import { loadOrder } from '../orders/store/order-store.ts';
import { optOutKey } from '../tenants/opt-outs.ts';
import { type Credits, creditKey, messageCreditKey, remainingOf } from '../tenants/tenant/tenant.ts';
import type { IntakeAdmission } from './admit-intake.ts';
import type { IncomingOrder } from './incoming-order.ts';

/** What a rule decides about an order that comes in. */
export interface IntakeState extends ContactTimes, Credits {
  /** The order that the hook posted under this id before. */
  order: Order | undefined;
  /** The orders of any source that have the external id already. */
  known: ExternalId | undefined;
  /** Whether the customer asked not to be called. */
  isOptedOut: boolean;
  /** The customer's phone line, where it limits a call that may start now. */
  line: LineState | undefined;
}

/** One round trip; a second one when the order has come before, and one more when its phone was called before. */
export async function loadIntakeState(
  table: Table,
  { credential: scope, tenant }: IntakeAdmission,
  { externalId, given }: IncomingOrder,
): Promise<IntakeState> {
  const { phone, isPhoneRaw } = given.customer;
  const external = externalIdKey(scope, externalId);
  const credit = creditKey(scope.tenantId);
  const messageCredit = messageCreditKey(scope.tenantId);
  const optOuts = isPhoneRaw ? [] : [optOutKey(scope, phone)];
  const isLimited = tenant.autoCall && !isPhoneRaw && isBounded(scope.mode, tenant);
  const [items, phoneLine] = await Promise.all([
    table.batchGet([external, credit, messageCredit, ...optOuts]),
    isLimited ? readPhoneLine(table, scope, phone) : undefined,
  ]);
  const at = (key: Key): Item | undefined => items.find(({ pk, sk }) => pk === key.pk && sk === key.sk);

  const found = at(external);
  const known = found && externalIdFromItem(found);
  const orderId = orderIdOf(known, scope.source);
  const order = orderId === undefined ? undefined : await loadOrder(table, scope, orderId);
  const mayCall = order === undefined || order.status === 'pending';
  return {
    order,
    line: phoneLine && mayCall ? await lineStateOf(table, scope, phoneLine) : undefined,
    known,
    isOptedOut: optOuts.some((key) => at(key) !== undefined),
    credit: remainingOf(at(credit)),
    messageCredit: remainingOf(at(messageCredit)),
    ...(await loadContactTimes(tenant, scope.mode)),
  };
}
