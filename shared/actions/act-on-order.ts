import type { Write } from '../adapters/dynamo/expressions.ts';
import { retry } from '../base/async/retry.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { eventsAfter } from '../orders/changes/timeline.ts';
import type { Order } from '../orders/order/order.ts';
import { loadOrder } from '../orders/store/order-store.ts';
import { loadActionTerms } from './action-terms.ts';
import { carryOut } from './carry-out.ts';
import { type Obstacle, type OrderAction, obstacles, obstacleTo } from './order-actions.ts';
import type { ActionResult, ActionServices, OrderCommand } from './order-command.ts';

/** The order has changed since the person looked at it. */
export class StaleOrder extends Error {
  readonly version: number;
  /** Events since then, oldest first. */
  readonly events: readonly LoggedEvent[];

  constructor(version: number, events: readonly LoggedEvent[]) {
    super('The order has changed');
    this.version = version;
    this.events = events;
  }
}

/**
 * Carries out a person's action on an order, in one transaction on the condition that the order is as the person saw it,
 * except for dials of a round that is under way.
 *
 * Each action is a command of its own that `decideAndStore` repeats when its writes are refused. This repeats the whole
 * of it, terms included, for another reason: the version was told apart before anything was written, and whether that
 * is a conflict for a person is read from the order's log, which no decision may read.
 *
 * @param receipt writes to store together with the action
 * @throws StaleOrder, Problem order_not_found, action_not_possible, delivery_refused, and the refusals of a call
 */
export async function actOnOrder(
  services: ActionServices,
  scope: Scope,
  orderId: string,
  command: OrderCommand,
  receipt: (acted: ActionResult) => readonly Write[],
): Promise<ActionResult> {
  const { table } = services;
  const { version } = command;
  let seen = version;
  return retry(
    () => actOnce(services, scope, orderId, { ...command, version: seen }, receipt),
    async (thrown, times) => {
      if (!(thrown instanceof VersionConflict) || version === undefined) return false;
      const events = await eventsAfter(table, scope, orderId, version);
      if (times > MAX_ATTEMPTS || !events.every(isOfACallUnderWay))
        throw new StaleOrder(thrown.version, events);
      seen = thrown.version;
      return true;
    },
  );
}

/** Calls that are made meanwhile seldom report more often than that. */
const MAX_ATTEMPTS = 5;

/** A round continues without people: only its outcome, and not each dial before it, changes what a person decides on. */
const isOfACallUnderWay = ({ type }: LoggedEvent): boolean =>
  type === 'call.queued' || type === 'call.waiting' || type === 'call.ended' || type === 'message.progressed';

async function actOnce(
  services: ActionServices,
  scope: Scope,
  orderId: string,
  command: OrderCommand,
  receipt: (acted: ActionResult) => readonly Write[],
): Promise<ActionResult> {
  const { table, clock, liveCalls } = services;
  const { action, version } = command;
  const found = await loadOrder(table, scope, orderId);
  if (found === undefined) throw new Problem('order_not_found');
  const { terms } = await loadActionTerms(table, found, liveCalls, clock());
  const requireOrder = (order: Order) => {
    if (version !== undefined && order.eventCount !== version) throw new VersionConflict(order.eventCount);
    const obstacle = obstacleTo(action, order, terms);
    if (obstacle) throw notPossible(action, obstacle);
  };
  requireOrder(found);
  return carryOut[action](services, { order: found, terms, command, requireOrder, receipt });
}

class VersionConflict extends Error {
  readonly version: number;

  constructor(version: number) {
    super('The order has another version than the person saw');
    this.version = version;
  }
}

const notPossible = (action: OrderAction, reason: Obstacle): Problem =>
  new Problem('action_not_possible', { action, reason, message: obstacles[reason] });
