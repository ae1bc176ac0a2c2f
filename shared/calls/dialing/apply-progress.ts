import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Item } from '../../adapters/dynamo/expressions.ts';
import { orderAmong, orderKeys } from '../../orders/store/order-store.ts';
import { tenantFromItem, tenantKey } from '../../tenants/tenant/tenant.ts';
import { loadTenantFacts, type TenantFacts } from '../../tenants/tenant/tenant-facts.ts';
import {
  faultFromItem,
  type VoiceAgentFault,
  voiceAgentFaultKey,
} from '../../tenants/tenant/voice-agent-fault.ts';
import { type Call, callFromItem, callKey } from '../call/call.ts';
import {
  type ConcludeServices,
  concludeCall,
  conclusionWrites,
  countEnding,
} from '../outcomes/conclude-call.ts';
import { type EndingState, withEndingFacts } from '../outcomes/ending-terms.ts';
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
import { isPolledBy } from './poll-times.ts';

/**
 * Stores a provider's report on a call and, when the call is over, ends it: in one transaction. Reports that come twice, late
 * or out of order count once: what a step stored before the process died is found when the provider reports again, or is polled.
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
    situation: CallSituation;
    factAt: TenantFacts;
    /** Where the report ends the call. */
    ending: EndingState | undefined;
  }
  const decideBy = (situation: CallSituation, now: Date) => {
    const progress = progressOf(situation);
    return { progress, ...decideProgress(situation.call, progress, provider, now, speed), situation };
  };
  const late = (of: string) => loadTenantFacts(table, of, { eventually: true });
  let isMade = false;
  let fault: VoiceAgentFault | null = null;
  let isConcluded = false;
  const taken = await decideAndStore<State | undefined, AppliedProgress | undefined>(services, {
    async load(refusal) {
      // As they were a moment ago: each call has several of these, and a fault that is not seen ends with the next one.
      const { factsOf = late } = refusal ? {} : services;
      const [items, factAt] = await Promise.all([
        table.batchGet([...orderKeys(reference, orderId), key]),
        factsOf(tenantId),
      ]);
      const order = await orderAmong(table, reference, orderId, items);
      const callItem = items.find(({ sk }) => sk === key.sk);
      const tenantItem = factAt(tenantKey(tenantId));
      if (!order || !callItem || !tenantItem) return undefined;
      const situation = { order, call: callFromItem(callItem), tenant: tenantFromItem(tenantItem) };
      const ends = endsAtOnce(decideBy(situation, services.clock()));
      return {
        situation,
        factAt,
        ending: ends ? await withEndingFacts(table, situation, factAt) : undefined,
      };
    },
    decide(state, context) {
      if (state === undefined) return { answer: undefined };
      const { situation, factAt, ending } = state;
      const { call } = situation;
      const { now } = context;
      const { progress, ...decided } = decideBy(situation, now);
      const faultItem = factAt(voiceAgentFaultKey(tenantId));
      isMade = progress.happened === 'picked_up' || progress.ended !== undefined;
      fault = faultItem && isGone(faultItem, decided.call) ? faultFromItem(faultItem) : null;
      const conclusion =
        ending && decided.ending
          ? conclusionWrites(services, ending, decided.call, decided.ending, context)
          : undefined;
      isConcluded = conclusion !== undefined;
      if (conclusion) return { answer: decided, writes: conclusion };
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
        ...(decided.asksAt && !isPolledBy(decided.asksAt, decided.call, now, speed)
          ? [followUp(call, timedJob(extraPoll(decided.call, decided.asksAt)), now)]
          : []),
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
  if (taken?.ending && isConcluded) countEnding(taken.ending);
  else if (taken?.ending) await concludeCall(services, reference, taken.ending);
  return taken;
}

/**
 * Whether the end of a dial is stored together with what its report says. A call that ended before may be past changing, but
 * keeps what is reported of it; one that met a fault waits no longer before it ends.
 */
const endsAtOnce = ({ ending, situation: { call } }: AppliedProgress): boolean =>
  ending !== undefined && call.status !== 'ended' && call.faults === 0;

/** A fault that the provider reports after accepting a request is over when a later dial is made. */
const isGone = ({ isToldLater, since }: Item, { dialedAt }: Call): boolean =>
  isToldLater === true && dialedAt !== null && dialedAt > String(since);
