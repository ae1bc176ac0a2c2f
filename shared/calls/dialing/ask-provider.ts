import { type Call, callFromItem, callKey } from '../call/call.ts';
import { callStartOf } from '../call/call-start.ts';
import { claim, claimExpiry, settleClaim } from '../call/claim.ts';
import { concludeCall } from '../outcomes/conclude-call.ts';
import { endingOf } from '../outcomes/end-call.ts';
import { type DialMessage, dialMessage } from '../queue/messages.ts';
import type { Telephony } from '../telephony/port/port.ts';
import type { DialServices } from '../waiting/dial-services.ts';
import type { DialState } from '../waiting/dial-state.ts';
import { resend } from '../waiting/dial-waits.ts';
import { clearFaultWait, retryAfterFault } from '../waiting/fault-retry.ts';
import { clearFault, noteFault } from '../waiting/note-fault.ts';
import { watch } from './watch-call.ts';

/** Requests a dial that is claimed, and stores the result. */
export async function askForDial(
  services: DialServices,
  message: DialMessage,
  { order, call, tenant, fault }: DialState,
  telephony: Telephony,
  claimId: string,
): Promise<void> {
  const started = await telephony.start(callStartOf(order, call, tenant, services.publicUrl));
  switch (started.status) {
    case 'accepted':
      if (await accept(services, call, telephony, claimId, started.providerCallId))
        await clearFault(services, call, fault);
      return;
    case 'refused':
      await clearFaultWait(services, call);
      await concludeCall(services, message, endingOf(started.retryable ? 'failed' : 'invalid_number'));
      return;
    case 'fault':
      await noteFault(services, call, started);
      return retryAfterFault(services, call, claimId, 'voice_agent');
    case 'later':
      return retryAfterFault(services, call, claimId, 'provider_busy');
    case 'unknown':
      // It may have been dialed and cannot be looked for: it is never requested again.
      if (telephony.find === undefined)
        return void (await concludeCall(services, message, endingOf('unknown')));
      return lookLater(services, call, claimId, services.clock(), LOOK_SECONDS[0]);
  }
}

/** The provider makes the call: its report ends it, or we poll. @returns whether the provider still makes it */
async function accept(
  services: DialServices,
  call: Call,
  { provider }: Telephony,
  claimId: string,
  providerCallId: string | null,
): Promise<boolean> {
  const dialedAt = services.clock().toISOString();
  const accepted = { status: 'in_progress', provider, providerCallId, dialedAt } as const;
  const isOurs = await settleClaim(services, call, claimId, accepted);
  // The provider may have reported already that it cannot dial: the call waits until that is fixed.
  if (!isOurs && (await isTurnedDown(services, call, providerCallId))) return false;
  // A provider that accepted a dial before and did not make it has to show that it makes this one.
  if (call.providerCallId === null) await clearFaultWait(services, call);
  // Where the report was faster than this acceptance it may have been one of several.
  if (isOurs || providerCallId !== null) await watch(services, { ...call, ...accepted });
  return true;
}

async function isTurnedDown(
  { table }: DialServices,
  { orderId, id, ...scope }: Call,
  providerCallId: string | null,
): Promise<boolean> {
  const item = await table.get(callKey(scope, orderId, id));
  const found = item && callFromItem(item);
  return found?.status === 'queued' && found.providerCallId === providerCallId;
}

/** When to look for a dial whose request got no answer, in seconds after the request; after the last, it was not made. */
const LOOK_SECONDS = [20, 60, 120] as const;

/** Seconds between two searches, while the provider does not say whether it dialed. */
const ASK_AGAIN_SECONDS = 60;

/** How long to ask a provider whether it dialed, in seconds. */
const GIVE_UP_SECONDS = 3600;

/**
 * Looks for a dial whose request got no answer, or whose worker died. To request it again would ring
 * the customer twice.
 * @returns whether it is certain that it was not dialed
 */
export async function wasNotDialed(
  services: DialServices,
  message: DialMessage,
  state: DialState,
  telephony: Telephony,
): Promise<boolean> {
  const { clock } = services;
  const { call, order, tenant } = state;
  const { askedAt } = call;
  if (telephony.find === undefined || askedAt === null) return true;
  if (call.provider !== telephony.provider) {
    // The tenant has changed its provider since; the new one knows nothing of the request to the first.
    await concludeCall(services, message, endingOf('unknown'));
    return false;
  }
  const claimed = await claim(services, call, call);
  if (typeof claimed === 'string') {
    await resend(services, dialMessage(call, claimExpiry(clock())), 1);
    return false;
  }
  const { claimId } = claimed;
  const start = callStartOf(order, call, tenant, services.publicUrl);
  const asked = new Date(askedAt);
  const found = await telephony.find(start, asked, await knownDials(services, state));
  const seconds = (clock().getTime() - asked.getTime()) / 1000;
  if (found.status === 'fault') await noteFault(services, call, found);
  if (found.status === 'found') await accept(services, call, telephony, claimId, found.providerCallId);
  else if (found.status !== 'not_found' && seconds >= GIVE_UP_SECONDS)
    await concludeCall(services, message, endingOf('unknown'));
  else if (found.status !== 'not_found')
    await lookLater(services, call, claimId, asked, seconds + ASK_AGAIN_SECONDS);
  else {
    const next = LOOK_SECONDS.find((look) => look > seconds);
    if (next === undefined)
      return settleClaim(services, call, claimId, { claimUntil: clock().toISOString() });
    await lookLater(services, call, claimId, asked, next);
  }
  return false;
}

/** Releases the claim and looks for the dial this many seconds after the request: in real time, at any speed. */
async function lookLater(
  services: DialServices,
  call: Call,
  claimId: string,
  asked: Date,
  seconds: number,
): Promise<void> {
  const look = new Date(asked.getTime() + seconds * 1000);
  if (await settleClaim(services, call, claimId, { claimUntil: look.toISOString() }))
    await resend(services, dialMessage(call, look), 1);
}

/** The provider's ids of the order's other dials, and of those that it turned down: excluded from the search. */
async function knownDials({ table }: DialServices, { order, call }: DialState): Promise<string[]> {
  const others = order.callIds.filter((id) => id !== call.id).map((id) => callKey(order, order.id, id));
  const calls = (await table.batchGet(others)).map(callFromItem);
  return [call, ...calls].flatMap(({ providerCallId }) => providerCallId ?? []);
}
