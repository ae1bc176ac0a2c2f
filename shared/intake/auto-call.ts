import type { DecisionContext } from '../adapters/dynamo/decide-and-store.ts';
import { type CallDraft, callDraftOf } from '../calls/call/call.ts';
import { channelsOf } from '../calls/call/channels.ts';
import type { LiveCalls } from '../calls/call/live-calls.ts';
import { beginRound } from '../calls/rounds/begin-round.ts';
import { currentRound } from '../calls/rounds/start-round.ts';
import type { Draft } from '../orders/order/draft.ts';
import type { Order } from '../orders/order/order.ts';
import type { Tenant } from '../tenants/tenant/tenant.ts';
import { flagged } from './intake-rule.ts';
import type { IntakeState } from './intake-state.ts';

export interface AutoCallSettings {
  tenant: Tenant;
  liveCalls: LiveCalls;
}

/**
 * Starts the calls that a tenant wants for every cash order that comes in, unless they run already. An order that cannot
 * be called is accepted nevertheless, and its timeline says why.
 */
export function startAutoCall(
  draft: Draft,
  context: DecisionContext,
  { tenant, liveCalls }: AutoCallSettings,
  state: IntakeState,
): CallDraft {
  const { order } = draft;
  const waits = currentRound(order, 'confirmation', tenant.dedupeWindow, context.now) !== undefined;
  if (!tenant.autoCall || waits || !isCallable(order)) return callDraftOf(draft);
  const found = channelsOf('confirmation', { ...state, mode: order.mode, tenant }, liveCalls);
  if ('obstacle' in found) {
    const flag = { flag: 'call_not_started', reason: found.obstacle } as const;
    return callDraftOf(flagged(draft, [flag], context));
  }
  return beginRound(draft, context, 'confirmation', { tenant, ...state, channels: found.channels });
}

/** Customers are called only about cash that is still due; a phone that cannot be read was flagged already. */
const isCallable = ({ status, payment, customer }: Order): boolean =>
  status === 'pending' &&
  payment.method === 'cod' &&
  (payment.status === 'unpaid' || payment.status === 'pending') &&
  !customer.isPhoneRaw;
