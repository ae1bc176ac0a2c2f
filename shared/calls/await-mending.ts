import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import { after } from '../adapters/queues/wait.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import type { Call } from './call.ts';
import { settleClaim } from './claim.ts';
import type { DialServices } from './dial-services.ts';
import { hop } from './dial-waits.ts';
import { type AgentChangedMessage, dialMessage } from './messages.ts';
import { endWait, tellWait } from './turns.ts';

/** When a dial that used no attempt is tried again, in seconds after each; the last one stands for all that follow. */
const RETRY_SECONDS = [60, 300, 900] as const;

const WAITED_DAYS = 100;

const waitingPartition = (scope: Scope): string => `AGENTWAIT#${scopeKey(scope)}`;

const waitingKey = (call: Call): Key => ({ pk: waitingPartition(call), sk: call.id });

const waitingToItem = (call: Call, now: Date): Item => ({
  ...waitingKey(call),
  entity: 'agent-wait',
  orderId: call.orderId,
  expiresAt: Math.floor(now.getTime() / 1000) + WAITED_DAYS * 86_400,
});

/**
 * A call that was not dialed, for a reason that is not the customer's: the same attempt is made again after 1, 5 and then
 * every 15 minutes, and at once when the tenant's settings change.
 * @param reason what it waits for: settings that are to be mended, or a provider that is busy
 */
export async function awaitMending(
  services: DialServices,
  call: Call,
  claimId: string,
  reason: 'voice_agent' | 'provider_busy',
): Promise<void> {
  const { table, clock, speed } = services;
  const now = clock();
  const seconds = RETRY_SECONDS[Math.min(call.faults, RETRY_SECONDS.length - 1)] ?? 0;
  const until = after(now, seconds, speed);
  // Before the claim is given up: from then on another worker may have it.
  await table.put(waitingToItem(call, now));
  const waiting = { status: 'queued', faults: call.faults + 1 } as const;
  if (!(await settleClaim(services, call, claimId, waiting))) return;
  // Without its time, which changes with every try: the timeline tells of it once.
  await tellWait(services, call, reason, null);
  await hop(services, dialMessage(call, until));
}

/** The call was dialed, or is over. */
export async function endMending(services: DialServices, call: Call): Promise<void> {
  if (call.faults === 0) return;
  await endWait(services, call);
  await services.table.delete(waitingKey(call));
}

/** Settings changed that calls may wait for: all that wait are tried at once. */
export async function tryWaiting(services: DialServices, message: AgentChangedMessage): Promise<void> {
  const { tenantId, mode } = message;
  for await (const { pk, sk, orderId } of services.table.all({ pk: waitingPartition(message) })) {
    await hop(services, dialMessage({ tenantId, mode, orderId: String(orderId), id: sk }, null));
    await services.table.delete({ pk, sk });
  }
}
