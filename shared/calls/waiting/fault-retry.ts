import type { Item, Key, Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { after, type Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { Call } from '../call/call.ts';
import { settleClaim } from '../call/claim.ts';
import { followUp } from '../queue/follow-up.ts';
import { type AgentChangedMessage, dialMessage, timedJob } from '../queue/messages.ts';
import { endWait, recordWait } from '../queue/turns.ts';
import type { Fault, Later } from '../telephony/port/fault.ts';
import type { DialServices } from './dial-services.ts';
import { resend } from './dial-waits.ts';
import { noteFault } from './note-fault.ts';

/** When a dial that used no attempt is tried again, in seconds after each; the last delay repeats. */
const RETRY_SECONDS = [60, 300, 900] as const;

const retrySeconds = ({ faults }: Call): number =>
  RETRY_SECONDS[Math.min(faults, RETRY_SECONDS.length - 1)] ?? 0;

const WAITED_DAYS = 100;

const waitingPartition = (scope: Scope): string => `AGENTWAIT#${scopeKey(scope)}`;

const waitingKey = (call: Call): Key => ({ pk: waitingPartition(call), sk: call.id });

const waitingToItem = (call: Call, now: Date): Item => ({
  ...waitingKey(call),
  entity: 'agent-wait',
  orderId: call.orderId,
  ...(call.channel && { channel: call.channel }),
  expiresAt: Math.floor(now.getTime() / 1000) + WAITED_DAYS * 86_400,
});

/**
 * A call that was not dialed, for a reason that is not the customer's: the same attempt is made again after 1, 5 and then
 * every 15 minutes, and immediately when the tenant's settings change.
 * @param reason what it waits for: settings that have to be fixed, or a provider that is busy
 * @param latest the latest time of the next attempt
 */
export async function retryAfterFault(
  services: DialServices,
  call: Call,
  claimId: string,
  reason: 'voice_agent' | 'provider_busy',
  latest?: Date,
): Promise<void> {
  const { table, clock, speed } = services;
  const now = clock();
  const again = after(now, retrySeconds(call), speed);
  const until = latest && latest < again ? latest : again;
  // Before the claim is given up: from then on another worker may have it.
  await table.put(waitingToItem(call, now));
  const waiting = { status: 'queued', faults: call.faults + 1 } as const;
  if (!(await settleClaim(services, call, claimId, waiting))) return;
  // Without its time, which changes with every attempt, so that the timeline shows it once.
  await recordWait(services, call, reason, null);
  await resend(services, dialMessage(call, until));
}

/**
 * The same for a call that its provider accepted and then did not dial: it waits from that change on.
 * @param call as it was found
 */
export function faultRetryWrites(call: Call, now: Date, speed: Speed): Write[] {
  const until = after(now, retrySeconds(call), speed);
  return [{ put: waitingToItem(call, now) }, followUp(call, timedJob(dialMessage(call, until)), now)];
}

/** Records what such a call waits for; repeating it is harmless. */
export async function recordFaultWait(
  services: { table: Table; clock: Clock },
  call: Call,
  reason: Fault | Later,
): Promise<void> {
  if (reason.status === 'fault') await noteFault(services, call, reason, true);
  await recordWait(services, call, reason.status === 'fault' ? 'voice_agent' : 'provider_busy', null);
}

/** The call was dialed, or is over. */
export async function clearFaultWait(services: { table: Table; clock: Clock }, call: Call): Promise<void> {
  if (call.faults === 0) return;
  await endWait(services, call);
  await services.table.delete(waitingKey(call));
}

/** Settings changed that calls may wait for: all waiting calls are tried immediately. */
export async function retryWaitingCalls(services: DialServices, message: AgentChangedMessage): Promise<void> {
  const { tenantId, mode } = message;
  for await (const { pk, sk, orderId, channel } of services.table.all({ pk: waitingPartition(message) })) {
    const call = { tenantId, mode, orderId: String(orderId), id: sk };
    await resend(services, dialMessage(channel === 'whatsapp' ? { ...call, channel } : call, null));
    await services.table.delete({ pk, sk });
  }
}
