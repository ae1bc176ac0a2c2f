import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { orderOfPartition, orderPartition } from '../../events/event.ts';
import type { CallType, OrderStatus } from '../../events/order-words.ts';
import { streetLine } from '../order/address.ts';
import type { Order, Round, StatusChange } from '../order/order.ts';
import { type OrderContent, withoutContent } from '../order/order-content.ts';

const SORT = 'ORDER';

export const orderKey = (scope: Scope, orderId: string): Key => ({
  pk: orderPartition(scope, orderId),
  sk: SORT,
});

/** A phone's orders in the `lookup` index, by the number as it is stored: a subscriber may have several. */
export const phonePartition = (scope: Scope, phone: string): string => `PHONE#${scopeKey(scope)}#${phone}`;

/**
 * An order's state as one item: each step of its life rewrites it, so it holds no more than that and fits one
 * kilobyte, which is what a write unit writes. Values that are unknown or follow from the rest are left out; instants are
 * milliseconds.
 */
export function orderToItem(order: Order): Item {
  const { id, tenantId: _tenantId, mode: _mode, ...fields } = withoutContent(order);
  const { addressFinal, confirmation, logistics, payment, rounds, callIds, history, updatedAt } = fields;
  const { outcome, round, attempts, confirmedAt } = confirmation;
  const isAsGiven = order.address !== null && addressFinal === streetLine(order.address);
  return {
    ...orderKey(order, id),
    entity: 'order',
    lookupPk: phonePartition(order, order.customer.phone),
    lookupSk: id,
    ...fields,
    addressFinal: isAsGiven ? true : (addressFinal ?? undefined),
    confirmation: filled({
      outcome: outcome === 'none' ? null : outcome,
      round: round || null,
      attempts: attempts || null,
      confirmedAt: toMs(confirmedAt),
    }),
    logistics: filled({ ...logistics, status: logistics.status === 'none' ? null : logistics.status }),
    payment: filled({ ...payment, collected: payment.collected === '0' ? null : payment.collected }),
    rounds: filled(mapValues(rounds, roundToStored)),
    callIds: callIds.length === 0 ? undefined : callIds,
    callCount: fields.callCount || undefined,
    history: history.map(({ status, cause, at }) => [status, cause ?? '', toMs(at)?.toString(36)].join(' ')),
    updatedAt: toMs(updatedAt),
  };
}

export function orderFromItem(item: Item, content: OrderContent): Order {
  const { orderId: id, tenantId, mode } = orderOfPartition(item.pk);
  const stored = entityFromItem<StoredOrder>(item);
  const {
    addressFinal = null,
    confirmation = {},
    logistics,
    payment,
    rounds = {},
    history,
    ...fields
  } = stored;
  return {
    ...content,
    ...fields,
    ...{ id, tenantId, mode },
    addressFinal: addressFinal === true ? content.address && streetLine(content.address) : addressFinal,
    confirmation: {
      ...{ outcome: 'none', round: 0, attempts: 0, ...confirmation },
      confirmedAt: fromMs(confirmation.confirmedAt),
    },
    logistics: { status: 'none', trackingNumber: null, carrier: null, deliveryId: null, ...logistics },
    payment: { collected: '0', note: null, ...payment },
    rounds: mapValues(rounds, roundFromStored),
    callIds: stored.callIds ?? [],
    callCount: stored.callCount ?? 0,
    history: history.map(changeFromStored),
    updatedAt: fromMs(stored.updatedAt) ?? '',
  };
}

type Times = 'dialAt' | 'startedAt' | 'finishedAt';
type StoredRound = Omit<Partial<Round>, Times> &
  Pick<Round, 'number' | 'contentVersion' | 'lastCallId'> & {
    [K in Times]?: number;
  };

type StoredOrder = Omit<
  Order,
  | keyof OrderContent
  | 'addressFinal'
  | 'confirmation'
  | 'logistics'
  | 'payment'
  | 'rounds'
  | 'history'
  | 'updatedAt'
> & {
  addressFinal?: string | true;
  confirmation?: Omit<Partial<Order['confirmation']>, 'confirmedAt'> & { confirmedAt?: number };
  logistics?: Partial<Order['logistics']>;
  payment: Omit<Order['payment'], 'collected' | 'note'> & Partial<Order['payment']>;
  rounds?: Partial<Record<CallType, StoredRound>>;
  history: string[];
  updatedAt: number;
};

const roundToStored = ({ firstCallId, dialAt, attempts, startedAt, finishedAt, ...round }: Round) =>
  filled({
    ...round,
    firstCallId: firstCallId === round.lastCallId ? null : firstCallId,
    attempts: attempts || null,
    dialAt: toMs(dialAt),
    startedAt: toMs(startedAt),
    finishedAt: toMs(finishedAt),
  });

const roundFromStored = ({ dialAt, startedAt, finishedAt, ...round }: StoredRound): Round => ({
  ...{ firstCallId: round.lastCallId, attempts: 0, outcome: null, ...round },
  dialAt: fromMs(dialAt),
  startedAt: fromMs(startedAt) ?? '',
  finishedAt: fromMs(finishedAt),
});

function changeFromStored(text: string): StatusChange {
  const [status, cause = '', at = ''] = text.split(' ');
  return { status: status as OrderStatus, cause: cause || null, at: fromMs(Number.parseInt(at, 36)) ?? '' };
}

const toMs = (at: string | null): number | null => (at === null ? null : new Date(at).getTime());
const fromMs = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

/** Without undefined values; undefined when nothing is left. */
function filled<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } | undefined {
  const there = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return there.length === 0
    ? undefined
    : (Object.fromEntries(there) as { [K in keyof T]?: NonNullable<T[K]> });
}

const mapValues = <T, U>(
  fields: Partial<Record<CallType, T>>,
  change: (value: T) => U,
): Partial<Record<CallType, U>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
