import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem, type ProblemIssue } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { CallType } from '../../events/order-words.ts';
import { createOrder, type GivenOrder } from '../../orders/changes/create-order.ts';
import { DEFAULT_SOURCE } from '../../orders/names/external-id.ts';
import { type TakenNames, takeNames } from '../../orders/names/order-names.ts';
import type { Draft } from '../../orders/order/draft.ts';
import type { Order, Round } from '../../orders/order/order.ts';
import { callWrites } from '../call/call.ts';
import type { LiveCalls } from '../call/live-calls.ts';
import { loadContactTimes } from '../times/call-time.ts';
import { beginRound } from './begin-round.ts';
import { refuseUncallable } from './call-refusal.ts';
import { currentRound } from './start-round.ts';
import { fillOrder } from './trigger-rule.ts';
import { loadLineToCall, loadTriggerState, type TriggerState } from './trigger-state.ts';

export interface TriggerCommand {
  /** Ours; without it the external id says which order is meant. */
  orderId?: string | undefined;
  /** As the body names it; `api` when it does not. */
  source?: string | undefined;
  externalId?: string | undefined;
  /** Of the customer, E.164, also where the rest of the customer is missing. */
  phone?: string | undefined;
  callType: CallType;
  /** The order's data in the body. */
  given: Partial<GivenOrder>;
  /** Fields that a new order would lack: refused only when there is no order yet. */
  missing: readonly ProblemIssue[];
}

export interface TriggeredCall {
  order: Order;
  /** The order's current round, with the id of its first dial. */
  round: Round;
  /** Whether this trigger opened it. */
  isNew: boolean;
}

export interface TriggerServices {
  table: Table;
  clock: Clock;
  liveCalls: LiveCalls;
}

/**
 * Finds or makes the order that a trigger means and queues its call, once: a second request gets what the first
 * one made.
 *
 * @param receipt writes to store together with a new round (the idempotency record of its answer)
 * @throws Problem order_not_found, invalid_request, credit_exhausted, phone_opted_out, voice_agent_missing, unavailable
 */
export function triggerCall(
  services: TriggerServices,
  scope: Scope,
  command: TriggerCommand,
  receipt: (triggered: TriggeredCall) => Write[],
): Promise<TriggeredCall> {
  const { table, clock, liveCalls } = services;
  let names: TakenNames | undefined;
  return decideAndStore(services, {
    async load() {
      const state = await loadTriggerState(table, scope, command);
      const { order, tenant } = state;
      const current = order && currentRound(order, command.callType, tenant.dedupeWindow, clock());
      const times = await loadContactTimes(tenant, scope.mode);
      if (current) return { ...state, ...times, names, current, line: undefined };
      // Before an order takes its number: one that is taken and not used leaves a gap.
      if (!order) {
        refuseIncomplete(command);
        refuseUncallable(command, scope.mode, state, liveCalls);
      }
      const [line, taken] = await Promise.all([
        loadLineToCall(table, scope, state, command.given.customer?.phone ?? command.phone),
        order ? names : (names ?? takeNames(table, scope, clock())),
      ]);
      names = taken;
      return { ...state, ...times, names, current, line };
    },
    decide(state, context) {
      const { order, current } = state;
      if (order && current) return { answer: { order, round: current, isNew: false } };
      const channels = refuseUncallable(command, scope.mode, state, liveCalls);
      const draft = draftFor(scope, command, state, context);
      const called = beginRound(draft, context, command.callType, { ...state, channels });
      const round = called.order.rounds[command.callType];
      if (round === undefined) throw new Error('A round that was started is missing from its order');
      const triggered: TriggeredCall = { order: called.order, round, isNew: true };
      return { answer: triggered, writes: callWrites(called), receipt: receipt(triggered) };
    },
  });
}

function refuseIncomplete({ missing }: TriggerCommand): void {
  const [first] = missing;
  if (first) throw new Problem('invalid_request', { field: first.field, issues: missing });
}

/** The order to call, with what it lacked, or made now. */
function draftFor(
  { tenantId, mode }: Scope,
  { given, externalId, source = DEFAULT_SOURCE }: TriggerCommand,
  { order, tenant, known, names }: TriggerState & { names: TakenNames | undefined },
  context: DecisionContext,
): Draft {
  if (order) return fillOrder(order, given, context);
  const { customer, products, total } = given;
  const isComplete = customer !== undefined && products !== undefined && total !== undefined;
  if (!isComplete || externalId === undefined || names === undefined)
    throw new Error('An incomplete trigger passed its checks');
  return createOrder(
    {
      ...given,
      customer,
      products,
      total,
      items: given.items ?? [],
      currency: given.currency ?? tenant.currency,
      address: given.address ?? null,
    },
    {
      tenantId,
      mode,
      source,
      externalId,
      ...names,
      timeZone: tenant.timeZone,
    },
    known,
    context,
  );
}
