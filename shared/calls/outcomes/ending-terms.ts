import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { after, type Speed } from '../../adapters/queues/wait.ts';
import { orderAmong, orderKeys } from '../../orders/store/order-store.ts';
import { creditKey, messageCreditKey, remainingOf, tenantFromItem, tenantKey } from '../../tenants/tenant.ts';
import { loadTenantFacts } from '../../tenants/tenant-facts.ts';
import { callFromItem, callKey } from '../call/call.ts';
import { channelAfter } from '../call/channels.ts';
import { retryDelaySeconds } from '../call/policy.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { type ContactTimes, callPlaceOf, loadContactTimes } from '../times/call-time.ts';
import type { EndingTerms, NextChannel } from './end-call.ts';
import type { CallSituation } from './progress-rule.ts';

/** What the ending of a dial or a message is decided on. */
export interface EndingState extends CallSituation, ContactTimes {
  /** Live calls left to the tenant; undefined is unlimited. */
  credit: number | undefined;
  /** The same of messages. */
  messageCredit: number | undefined;
}

/** Undefined when there is no such call. */
export async function loadEndingState(
  table: Table,
  reference: CallReference,
): Promise<EndingState | undefined> {
  const { tenantId, orderId, callId, mode } = reference;
  const keys = [callKey(reference, orderId, callId), creditKey(tenantId)];
  const [items, factAt] = await Promise.all([
    table.batchGet([...orderKeys(reference, orderId), ...keys]),
    loadTenantFacts(table, tenantId),
  ]);
  const [callItem, credit] = keys.map(({ pk, sk }: Key): Item | undefined =>
    items.find((item) => item.pk === pk && item.sk === sk),
  );
  const tenantItem = factAt(tenantKey(tenantId));
  const order = await orderAmong(table, reference, orderId, items);
  if (!order || !callItem || !tenantItem) return undefined;
  const tenant = tenantFromItem(tenantItem);
  return {
    order,
    call: callFromItem(callItem),
    tenant,
    credit: remainingOf(credit),
    messageCredit: remainingOf(factAt(messageCreditKey(tenantId))),
    ...(await loadContactTimes(tenant, mode)),
  };
}

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
