import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { EventData, OrderEventType } from '../../events/catalogue.ts';
import type { OrderEvent, QueueJob } from '../../events/event.ts';
import { versions } from '../../events/versions.ts';
import { endConfirmationRounds, nextTurnJob } from './end-rounds.ts';
import { KEPT_STATUSES, type Order } from './order.ts';
import { hasSameContent } from './order-content.ts';
import { stateOf } from './snapshot.ts';
import { isFinal } from './status.ts';

/** An order after a decision, and the events of the decision; all of it is stored together. */
export interface Draft {
  order: Order;
  events: OrderEvent[];
  /** The order as it is stored; undefined for a new one. */
  before: Order | undefined;
  /** The writes that claim the names of a new order. */
  claims: readonly Write[];
}

/** A decision about an order that is stored, before anything was decided. */
export const draftOf = (order: Order): Draft => ({ order, events: [], before: order, claims: [] });

/** The same for one that is not. */
export const draftOfNew = (order: Order): Draft => ({ order, events: [], before: undefined, claims: [] });

/** Changes fields of the order. */
export function change(draft: Draft, context: DecisionContext, fields: Partial<Order>): Draft {
  const { before } = draft;
  const order = { ...draft.order, ...fields, updatedAt: context.now.toISOString() };
  if (before === undefined) return { ...draft, order };
  const contentRevision = before.contentRevision + (hasSameContent(before, order) ? 0 : 1);
  return { ...draft, order: { ...order, contentRevision } };
}

/** Appends an event to the order's log. */
export function record<Type extends OrderEventType>(
  draft: Draft,
  context: DecisionContext,
  type: Type,
  data: EventData<Type>,
  job?: QueueJob,
): Draft {
  const { order } = draft;
  const event = {
    id: context.newId('event'),
    type,
    tenantId: order.tenantId,
    mode: order.mode,
    orderId: order.id,
    sequence: order.eventCount + 1,
    at: context.now.toISOString(),
    ...(context.actor && { actor: context.actor }),
    data,
    ...(versions[type] && { version: versions[type] }),
    ...(job && { job }),
  } as OrderEvent;
  return { ...draft, order: { ...order, eventCount: event.sequence }, events: [...draft.events, event] };
}

export interface StatusMove {
  /** The reason that the person gives. */
  reason?: string | undefined;
  /** Whether running rounds end with it, final or not. */
  endsRounds?: boolean | undefined;
}

/**
 * Moves the order's status and records it in the log; nothing happens when it is there already. Nobody is called about
 * an order whose status is final: running rounds end with it.
 */
export function moveStatus(
  draft: Draft,
  context: DecisionContext,
  to: Order['status'],
  cause: string,
  { reason, endsRounds = isFinal(to) }: StatusMove = {},
): Draft {
  const from = draft.order.status;
  if (from === to) return draft;
  const { rounds, ended } = endsRounds
    ? endConfirmationRounds(draft.order, context.now)
    : { ...draft.order, ended: [] };
  const entered = { status: to, cause, at: context.now.toISOString() };
  const history = [...draft.order.history, entered].slice(-KEPT_STATUSES);
  const moved = change(draft, context, { status: to, history, rounds });
  const next = nextTurnJob(
    draft.order,
    ended.map(({ callType }) => draft.order.rounds[callType]),
  );
  const data = {
    ...{ from, to, cause, order: stateOf(moved.order) },
    ...(ended.length > 0 && { ended }),
    ...(reason !== undefined && { reason }),
  };
  return record(moved, context, 'order.status_changed', data, next);
}
