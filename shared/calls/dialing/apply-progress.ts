import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Item } from '../../adapters/dynamo/expressions.ts';
import type { Order } from '../../orders/order/order.ts';
import { orderAmong, orderKeys } from '../../orders/store/order-store.ts';
import { tenantFromItem, tenantKey } from '../../tenants/tenant/tenant.ts';
import { loadTenantFacts, type TenantFacts } from '../../tenants/tenant/tenant-facts.ts';
import {
  faultFromItem,
  type VoiceAgentFault,
  voiceAgentFaultKey,
} from '../../tenants/tenant/voice-agent-fault.ts';
import { type Call, callFromItem, callKey } from '../call/call.ts';
import { type ConcludeServices, concludeCall } from '../outcomes/conclude-call.ts';
import { type AppliedProgress, type CallSituation, decideProgress } from '../outcomes/progress-rule.ts';
import { isTestCall } from '../outcomes/test-call.ts';
import { applyTestProgress } from '../outcomes/test-progress.ts';
import { fetchRecording, followUp } from '../queue/follow-up.ts';
import { extraPoll, timedJob } from '../queue/messages.ts';
import { keptRecording } from '../recordings/recording.ts';
import type { Progress } from '../telephony/port/progress.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { clearFaultWait, faultRetryWrites, recordFaultWait } from '../waiting/fault-retry.ts';
import { clearFault } from '../waiting/note-fault.ts';

/**
 * Stores a provider's report on a call and, when the call is over, ends it. Reports that come twice, late or out of order count once:
 * what a step stored before the process died is found when the provider reports again, or is polled.
 * @param progressOf makes the progress from the request, given the stored call
 * @returns undefined when there is no such call
 */
export async function applyProgress(
  services: ConcludeServices,
  reference: CallReference,
  provider: string,
  progressOf: (situation: CallSituation) => Progress,
): Promise<AppliedProgress | undefined> {
  if (isTestCall(reference)) return applyTestProgress(services, reference, provider, progressOf);
  const { table, speed, publicUrl } = services;
  const { tenantId, orderId, callId } = reference;
  const key = callKey(reference, orderId, callId);
  interface State {
    callItem: Item | undefined;
    factAt: TenantFacts;
    order: Order | undefined;
  }
  const late = (of: string) => loadTenantFacts(table, of, { eventually: true });
  let isMade = false;
  let fault: VoiceAgentFault | null = null;
  const taken = await decideAndStore<State, AppliedProgress | undefined>(services, {
    async load(refusal) {
      // As they were a moment ago: each call has several of these, and a fault that is not seen ends with the next one.
      const { factsOf = late } = refusal ? {} : services;
      const [items, factAt] = await Promise.all([
        table.batchGet([...orderKeys(reference, orderId), key]),
        factsOf(tenantId),
      ]);
      const order = await orderAmong(table, reference, orderId, items);
      return { callItem: items.find(({ sk }) => sk === key.sk), factAt, order };
    },
    decide({ callItem, factAt, order }, { now }) {
      const tenantItem = factAt(tenantKey(tenantId));
      if (!order || !callItem || !tenantItem) return { answer: undefined };
      const call = callFromItem(callItem);
      const situation = { order, call, tenant: tenantFromItem(tenantItem) };
      const progress = progressOf(situation);
      const decided = { ...decideProgress(call, progress, provider, now, speed), situation };
      const faultItem = factAt(voiceAgentFaultKey(tenantId));
      isMade = progress.happened === 'picked_up' || progress.ended !== undefined;
      fault = faultItem && isGone(faultItem, decided.call) ? faultFromItem(faultItem) : null;
      if (!decided.isChanged) return { answer: decided };
      const { status, dialedAt, providerCallId, conversation, durationSeconds } = decided.call;
      const { faults, overSince } = decided.call;
      const kept = keptRecording(call, decided.call.recordingUrl, situation.tenant, publicUrl);
      const set = {
        ...{ status, dialedAt, provider: decided.call.provider, providerCallId, faults },
        ...{ conversation, durationSeconds, ...kept, steps: call.steps + 1 },
        ...(overSince !== undefined && { overSince }),
      };
      const unchanged = {
        expression: '#status = :found AND steps = :steps',
        names: { '#status': 'status' },
        values: { ':found': call.status, ':steps': call.steps },
      };
      const write = { update: key, changes: { set }, if: unchanged };
      const more = [
        ...(decided.asksAt ? [followUp(call, timedJob(extraPoll(decided.call, decided.asksAt)), now)] : []),
        ...(kept.recording ? [fetchRecording(call, now)] : []),
        ...(decided.notDialed ? faultRetryWrites(call, now, speed) : []),
      ];
      return more.length === 0
        ? { answer: () => decided, write }
        : { answer: decided, writes: [write, ...more] };
    },
  });
  if (taken?.notDialed) await recordFaultWait(services, taken.call, taken.notDialed);
  else if (taken?.isChanged && isMade) {
    await clearFault(services, taken.call, fault);
    await clearFaultWait(services, taken.call);
  }
  if (taken?.ending) await concludeCall(services, reference, taken.ending);
  return taken;
}

/** A fault that the provider reports after accepting a request is over when a later dial is made. */
const isGone = ({ isToldLater, since }: Item, { dialedAt }: Call): boolean =>
  isToldLater === true && dialedAt !== null && dialedAt > String(since);
