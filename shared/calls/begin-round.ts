import type { DecisionContext } from '../adapters/dynamo/decide-and-store.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { CallType } from '../events/order-words.ts';
import type { Draft } from '../orders/draft.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { CallDraft } from './call.ts';
import { callPlaceOf, callTime } from './call-time.ts';
import { entryOf, isBounded, loadPhoneLine, takeTurn, waitingToItem } from './phone-line.ts';
import { startRound } from './start-round.ts';

/**
 * Opens a round with its first dial within hours. Where calls to the phone are bounded it takes the turn, or its place
 * among those who wait, in the same transaction.
 *
 * @param table to look at the phone's line in: which phone it is has just been decided
 */
export async function beginRound(
  draft: Draft,
  context: DecisionContext,
  callType: CallType,
  tenant: Tenant,
  table: Table,
): Promise<CallDraft> {
  const { now } = context;
  const isFree = !isBounded(draft.order.mode, tenant);
  const line = isFree ? undefined : await loadPhoneLine(table, draft.order, draft.order.customer.phone);
  const entry = line && entryOf(line, tenant.callPolicy, now);
  const { order } = draft;
  const dialAt = await callTime(entry?.from ?? now, callPlaceOf(order), tenant, order.mode);
  const bounds = entry && { takesTurns: true as const, ...(entry.waitsFor && { waitsFor: entry.waitsFor }) };
  const started = startRound(draft, context, callType, dialAt, bounds);
  const round = started.order.rounds[callType];
  if (line === undefined || round === undefined) return started;
  const place = line.isTaken
    ? { put: waitingToItem(started.order, callType, round) }
    : takeTurn(started.order, callType, round, line.line, undefined, now);
  return { ...started, places: [place] };
}
