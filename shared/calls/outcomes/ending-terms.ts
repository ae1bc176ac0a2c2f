import type { Table } from '../../adapters/dynamo/table.ts';
import { after, type Speed } from '../../adapters/queues/wait.ts';
import type { Mode } from '../../base/scope.ts';
import { orderAmong, orderKeys } from '../../orders/store/order-store.ts';
import {
  type Credits,
  messageCreditKey,
  remainingOf,
  type Tenant,
  tenantFromItem,
  tenantKey,
} from '../../tenants/tenant/tenant.ts';
import {
  type FactsServices,
  loadCallCredit,
  loadTenantFacts,
  type TenantFacts,
} from '../../tenants/tenant/tenant-facts.ts';
import { callFromItem, callKey } from '../call/call.ts';
import { channelAfter } from '../call/channels.ts';
import { retryDelaySeconds } from '../call/policy.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { type ContactTimes, callPlaceOf, loadContactTimes } from '../times/call-time.ts';
import type { EndingTerms, NextChannel } from './end-call.ts';
import type { CallSituation } from './progress-rule.ts';

/** What an ending is judged by, besides the order and its call. */
interface EndingFacts extends ContactTimes, Credits {}

/** The state on which the ending of a dial or a message is decided. */
export interface EndingState extends CallSituation, EndingFacts {}

/**
 * Undefined when there is no such call. The tenant's settings may be those of a moment ago: it is not known whether a call
 * ended before or after a change that was made in the same moment.
 */
export async function loadEndingState(
  { table, factsOf = (tenantId) => loadTenantFacts(table, tenantId, { eventually: true }) }: FactsServices,
  reference: CallReference,
): Promise<EndingState | undefined> {
  const { tenantId, orderId, callId, mode } = reference;
  const key = callKey(reference, orderId, callId);
  const [items, factAt, credit] = await Promise.all([
    table.batchGet([...orderKeys(reference, orderId), key]),
    factsOf(tenantId),
    loadCallCredit(table, reference),
  ]);
  const callItem = items.find(({ sk }) => sk === key.sk);
  const tenantItem = factAt(tenantKey(tenantId));
  const order = await orderAmong(table, reference, orderId, items);
  if (!order || !callItem || !tenantItem) return undefined;
  const situation = { order, call: callFromItem(callItem), tenant: tenantFromItem(tenantItem) };
  return { ...situation, ...(await endingFacts(situation.tenant, mode, factAt, credit)) };
}

/** The same of a call that was read already. */
export async function withEndingFacts(
  table: Table,
  situation: CallSituation,
  factAt: TenantFacts,
): Promise<EndingState> {
  const { tenant, call } = situation;
  const credit = await loadCallCredit(table, call);
  return { ...situation, ...(await endingFacts(tenant, call.mode, factAt, credit)) };
}

const endingFacts = async (
  tenant: Tenant,
  mode: Mode,
  factAt: TenantFacts,
  credit: number | undefined,
): Promise<EndingFacts> => ({
  credit,
  messageCredit: remainingOf(factAt(messageCreditKey(tenant.id))),
  ...(await loadContactTimes(tenant, mode)),
});

/** Works out what the ending of a dial or a message is judged by. */
export function endingTerms(state: EndingState, now: Date, speed: Speed): EndingTerms {
  const { order, call, tenant, callTime, credit } = state;
  const earliest = after(now, retryDelaySeconds(tenant.callPolicy, call.attempt), speed);
  return {
    policy: tenant.callPolicy,
    retryAt: callTime(earliest, callPlaceOf(order)),
    next: nextOf(state, now),
    creditLimited: call.mode === 'live' && credit !== undefined,
    shop: { domain: tenant.domain, country: tenant.country },
  };
}

/** How the round continues without an answer. */
function nextOf(state: EndingState, now: Date): NextChannel | undefined {
  const { order, call, credit, messageCredit, callTime, chatTime } = state;
  const { then = [] } = order.rounds[call.callType] ?? {};
  const channel = channelAfter({ then }, { mode: call.mode, credit, messageCredit });
  if (channel === undefined) return undefined;
  const timeOf = channel === 'call' ? callTime : chatTime;
  return { channels: then.slice(then.indexOf(channel)), at: timeOf(now, callPlaceOf(order)) };
}
