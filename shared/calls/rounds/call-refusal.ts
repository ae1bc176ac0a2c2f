import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Mode, Scope } from '../../base/scope.ts';
import type { CallType } from '../../events/order-words.ts';
import type { GivenOrder } from '../../orders/changes/create-order.ts';
import type { Order } from '../../orders/order/order.ts';
import { isOptedOut } from '../../tenants/opt-outs.ts';
import type { ConfirmationChannel } from '../../tenants/settings/reaching-customers.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import { type CallObstacle, channelsOf } from '../call/channels.ts';
import type { LiveCalls } from '../call/live-calls.ts';
import { type CallTerms, loadCallTerms } from './call-terms.ts';

/** A round that is asked for. */
interface AskedRound {
  callType: CallType;
  /** The order's data in the request. */
  given: Partial<GivenOrder>;
}

/**
 * @returns the channels of the round that may start
 * @throws Problem invalid_phone, phone_opted_out, credit_exhausted, voice_agent_missing
 */
export function refuseUncallable(
  { callType, given }: AskedRound,
  mode: Mode,
  { order, ...terms }: CallTerms & { order: Order | undefined; isOptedOut: boolean },
  liveCalls: LiveCalls,
): readonly ConfirmationChannel[] {
  if (order?.customer.isPhoneRaw && given.customer === undefined)
    throw new Problem('invalid_phone', { field: 'customer.phone' });
  const found = channelsOf(callType, { ...terms, mode }, liveCalls);
  if ('channels' in found) return found.channels;
  const isOfPhone = found.obstacle === 'phone_opted_out';
  throw new Problem(found.obstacle, isOfPhone ? { field: 'customer.phone' } : {});
}

/**
 * What a call that confirms an order would be refused for now; null when it would not. One round trip.
 * @param phone E.164
 * @throws Problem unauthenticated
 */
export async function loadCallRefusal(
  table: Table,
  scope: Scope,
  phone: string,
  liveCalls: LiveCalls,
): Promise<{ tenant: Tenant; refusal: CallObstacle | null }> {
  const [terms, hasOptedOut] = await Promise.all([
    loadCallTerms(table, scope),
    isOptedOut(table, scope, phone),
  ]);
  const asked = { ...terms, mode: scope.mode, isOptedOut: hasOptedOut };
  const found = channelsOf('confirmation', asked, liveCalls);
  return { tenant: terms.tenant, refusal: 'obstacle' in found ? found.obstacle : null };
}
