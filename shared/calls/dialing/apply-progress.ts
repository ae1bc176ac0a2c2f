import {
  type Decision,
  type DecisionContext,
  decideAndStore,
  type SingleWrite,
} from '../../adapters/dynamo/decide-and-store.ts';
import type { Item, Write } from '../../adapters/dynamo/expressions.ts';
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

/** What a report finds. */
interface State {
  situation: CallSituation;
  factAt: TenantFacts;
  /** Where the report ends the call. */
  ending: EndingState | undefined;
}

/** What a report did, and what is left to do once it is stored. */
interface Stored {
  applied: AppliedProgress;
  /** The end of the call is stored with it. */
  isConcluded: boolean;
  /** The dial was made, so that nothing prevents the provider from making any. */
  isMade: boolean;
  /** What the tenant's voice agent is known to lack, and this dial shows that it does not. */
  goneFault: VoiceAgentFault | null;
}

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
  const { table, speed, clock } = services;
  const decideBy = (situation: CallSituation, now: Date): Decided => {
    const progress = progressOf(situation);
    return { progress, ...decideProgress(situation.call, progress, provider, now, speed), situation };
  };
  const stored = await decideAndStore<State | undefined, Stored | undefined>(services, {
    async load(refusal) {
      const found = await loadSituation(services, reference, refusal !== undefined);
      if (found === undefined) return undefined;
      const { situation, factAt } = found;
      const ends = endsAtOnce(decideBy(situation, clock()));
      return { ...found, ending: ends ? await withEndingFacts(table, situation, factAt) : undefined };
    },
    decide(state, context) {
      if (state === undefined) return { answer: undefined };
      return decideToStore(services, state, decideBy(state.situation, context.now), context);
    },
  });
  if (stored === undefined) return undefined;
  const { applied, isConcluded, isMade, goneFault } = stored;
  if (applied.notDialed) await recordFaultWait(services, applied.call, applied.notDialed);
  else if (applied.isChanged && isMade) {
    await clearFault(services, applied.call, goneFault);
    await clearFaultWait(services, applied.call);
  }
  if (applied.ending && isConcluded) countEnding(applied.ending);
  else if (applied.ending) await concludeCall(services, reference, applied.ending);
  return applied;
}

type Decided = AppliedProgress & { progress: Progress };

/**
 * The call with its order, and its tenant as it was a moment ago: each call has several reports, and a fault that is not seen
 * ends with the next one. Undefined when there is no such call.
 * @param readsAnew the tenant, although its batch has it: its settings may have changed since
 */
async function loadSituation(
  { table, factsOf }: ConcludeServices,
  reference: CallReference,
  readsAnew: boolean,
): Promise<Omit<State, 'ending'> | undefined> {
  const { tenantId, orderId, callId } = reference;
  const key = callKey(reference, orderId, callId);
  const late = (of: string) => loadTenantFacts(table, of, { eventually: true });
  const [items, factAt] = await Promise.all([
    table.batchGet([...orderKeys(reference, orderId), key]),
    (readsAnew ? late : (factsOf ?? late))(tenantId),
  ]);
  const order = await orderAmong(table, reference, orderId, items);
  const callItem = items.find(({ sk }) => sk === key.sk);
  const tenantItem = factAt(tenantKey(tenantId));
  if (!order || !callItem || !tenantItem) return undefined;
  return { situation: { order, call: callFromItem(callItem), tenant: tenantFromItem(tenantItem) }, factAt };
}

/** The writes of a report: those of the call's end, or of what it changes in a call that goes on. */
function decideToStore(
  services: ConcludeServices,
  { situation, factAt, ending }: State,
  { progress, ...applied }: Decided,
  context: DecisionContext,
): Decision<Stored> {
  const conclusion =
    ending && applied.ending
      ? conclusionWrites(services, ending, applied.call, applied.ending, context)
      : undefined;
  const faultItem = factAt(voiceAgentFaultKey(situation.tenant.id));
  const answer: Stored = {
    applied,
    isConcluded: conclusion !== undefined,
    isMade: progress.happened === 'picked_up' || progress.ended !== undefined,
    goneFault: faultItem && isGone(faultItem, applied.call) ? faultFromItem(faultItem) : null,
  };
  if (conclusion) return { answer, writes: conclusion };
  if (!applied.isChanged) return { answer };
  const { write, more } = writesOfChange(services, applied, context.now);
  return more.length === 0 ? { answer: () => answer, write } : { answer, writes: [write, ...more] };
}

/** The write that changes a call that goes on, and what follows from it. */
function writesOfChange(
  { speed, publicUrl }: ConcludeServices,
  { call: changed, asksAt, notDialed, situation: { call, tenant } }: AppliedProgress,
  now: Date,
): { write: SingleWrite; more: Write[] } {
  const { status, dialedAt, provider, providerCallId, faults } = changed;
  const { conversation, durationSeconds, overSince } = changed;
  const kept = keptRecording(call, changed.recordingUrl, tenant, publicUrl);
  const set = {
    ...{ status, dialedAt, provider, providerCallId, faults },
    ...{ conversation, durationSeconds, ...kept, steps: call.steps + 1 },
    ...(overSince !== undefined && { overSince }),
  };
  const unchanged = {
    expression: '#status = :found AND steps = :steps',
    names: { '#status': 'status' },
    values: { ':found': call.status, ':steps': call.steps },
  };
  return {
    write: { update: callKey(call, call.orderId, call.id), changes: { set }, if: unchanged },
    more: [
      ...(asksAt && !isPolledBy(asksAt, changed, now, speed)
        ? [followUp(call, timedJob(extraPoll(changed, asksAt)), now)]
        : []),
      ...(kept.recording ? [fetchRecording(call, now)] : []),
      ...(notDialed ? faultRetryWrites(call, now, speed) : []),
    ],
  };
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
