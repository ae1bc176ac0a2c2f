import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { CallType } from '../../events/order-words.ts';
import type { Draft } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import type { ConfirmationChannel } from '../../tenants/settings/reaching-customers.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import type { CallDraft } from '../call/call.ts';
import { type ContactTimes, callPlaceOf } from '../times/call-time.ts';
import { entryOf, isBounded, type LineState, takeTurn, waitingToItem } from '../times/phone-line.ts';
import { startRound } from './start-round.ts';

/** The state that a new round depends on. */
export interface RoundSetting extends ContactTimes {
  tenant: Tenant;
  /** In their order; the first one starts. */
  channels: readonly ConfirmationChannel[];
  /** The line of the phone that is called; it is not needed where calls are not bounded. */
  line: LineState | undefined;
}

/**
 * Opens a round with its first dial within hours, or with a chat message, which does not use the phone line. Where
 * calls to the phone are bounded, a dial takes the turn, or a place in the phone's line, in the same transaction.
 */
export function beginRound(
  draft: Draft,
  context: DecisionContext,
  callType: CallType,
  { tenant, channels, line: found, callTime, chatTime }: RoundSetting,
): CallDraft {
  const { now } = context;
  if (channels[0] === 'whatsapp') {
    const sendAt = chatTime(now, callPlaceOf(draft.order));
    return startRound(draft, context, callType, sendAt, undefined, channels);
  }
  const line = isBounded(draft.order.mode, tenant) ? lineOf(draft.order, found) : undefined;
  const entry = line && entryOf(line, tenant.callPolicy, now);
  const { order } = draft;
  const dialAt = callTime(entry?.from ?? now, callPlaceOf(order));
  const bounds = entry && { takesTurns: true as const, ...(entry.waitsFor && { waitsFor: entry.waitsFor }) };
  const started = startRound(draft, context, callType, dialAt, bounds, channels);
  const round = started.order.rounds[callType];
  if (!(line && round)) return started;
  const place = line.isTaken
    ? { put: waitingToItem(started.order, callType, round) }
    : takeTurn(started.order, callType, round, line.line, undefined, now);
  return { ...started, places: [place] };
}

function lineOf({ customer }: Order, found: LineState | undefined): LineState {
  if (found?.phone !== customer.phone)
    throw new Error('A round is to begin on a phone line that was not read');
  return found;
}
