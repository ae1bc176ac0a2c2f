import type { DecisionContext } from '../adapters/dynamo/decide-and-store.ts';
import { beginRound } from '../calls/begin-round.ts';
import { type CallDraft, callDraftOf } from '../calls/call.ts';
import { currentRound } from '../calls/start-round.ts';
import type { Draft } from '../orders/order/draft.ts';
import type { Order } from '../orders/order/order.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { flagged } from './intake-rule.ts';
import type { IntakeState } from './intake-state.ts';

export interface CallSetting {
  tenant: Tenant;
  /** What dials a live call for a tenant without a voice agent: the simulator, or nothing. */
  liveCalls: 'simulator' | 'agent';
}

/**
 * Starts the calls that a tenant wants for every cash order that comes in, unless they run already. An order that cannot
 * be called is taken all the same, and its timeline says why.
 */
export function callIfAsked(
  draft: Draft,
  context: DecisionContext,
  { tenant, liveCalls }: CallSetting,
  state: IntakeState,
): CallDraft {
  const { order } = draft;
  const waits = currentRound(order, 'confirmation', tenant.dedupeWindow, context.now) !== undefined;
  if (!tenant.autoCall || waits || !isCallable(order)) return callDraftOf(draft);
  const reason = obstacleTo(order, tenant, liveCalls, state);
  if (reason) return callDraftOf(flagged(draft, [{ flag: 'call_not_started', reason }], context));
  return beginRound(draft, context, 'confirmation', { tenant, ...state });
}

/** Customers are called only about cash that is still due; a phone that cannot be read was flagged already. */
const isCallable = ({ status, payment, customer }: Order): boolean =>
  status === 'pending' &&
  payment.method === 'cod' &&
  (payment.status === 'unpaid' || payment.status === 'pending') &&
  !customer.isPhoneRaw;

function obstacleTo(
  { mode }: Order,
  { voiceAgent }: Tenant,
  liveCalls: CallSetting['liveCalls'],
  { isOptedOut, credit }: IntakeState,
) {
  if (isOptedOut) return 'phone_opted_out';
  if (mode === 'test') return undefined;
  if (credit !== undefined && credit <= 0) return 'credit_exhausted';
  return liveCalls === 'agent' && voiceAgent === null ? 'voice_agent_missing' : undefined;
}
