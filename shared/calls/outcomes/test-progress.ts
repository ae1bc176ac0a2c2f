import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Item } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import { tenantFromItem, tenantKey } from '../../tenants/tenant/tenant.ts';
import { followUp } from '../queue/follow-up.ts';
import { extraPoll, timedJob } from '../queue/messages.ts';
import type { Progress } from '../telephony/port/progress.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import type { Ending } from './end-call.ts';
import {
  type AppliedProgress,
  type CallSituation,
  decideProgress,
  type ProgressDecision,
} from './progress-rule.ts';
import {
  notDialedBecause,
  reasonOf,
  type TestCall,
  type TestCallStep,
  testCallFromItem,
  testCallKey,
  testCallWrite,
} from './test-call.ts';

interface Services {
  table: Table;
  clock: Clock;
  speed: Speed;
}

/** Stores a provider's report on a test call, step by step. @returns undefined when there is no such call */
export function applyTestProgress(
  services: Services,
  { tenantId, callId }: CallReference,
  provider: string,
  progressOf: (situation: CallSituation) => Progress,
): Promise<AppliedProgress | undefined> {
  return decideAndStore<readonly Item[], AppliedProgress | undefined>(services, {
    load: () => services.table.batchGet([testCallKey(tenantId, callId), tenantKey(tenantId)]),
    decide(items, { now }) {
      const item = items.find(({ entity }) => entity === 'test-call');
      const tenantItem = items.find(({ entity }) => entity === 'tenant');
      if (item === undefined || tenantItem === undefined) return { answer: undefined };
      const found = testCallFromItem(item);
      const { order, log: _log, ...call } = found;
      const situation = { order, call, tenant: tenantFromItem(tenantItem) };
      const progress = progressOf(situation);
      const decided = { ...decideProgress(call, progress, provider, now, services.speed), situation };
      const log = stepsOf(found, progress, now.toISOString());
      const ended = call.status === 'ended' ? undefined : endBy(decided, now);
      if (!decided.isChanged && log.length === 0 && ended === undefined) return { answer: decided };
      const set = { ...decided.call, ...ended?.set };
      const write = testCallWrite(found, set, [...log, ...(ended?.log ?? [])]);
      const { asksAt } = decided;
      return asksAt
        ? {
            answer: decided,
            writes: [write, followUp(call, timedJob(extraPoll(decided.call, asksAt)), now)],
          }
        : { answer: () => decided, write };
    },
  });
}

/** How a test call ended, from a report that contains everything. */
export function concludeTestCall(
  services: Services,
  { tenantId, callId }: CallReference,
  ending: Ending,
): Promise<'concluded' | 'ignored'> {
  return decideAndStore<Item | undefined, 'concluded' | 'ignored'>(services, {
    load: () => services.table.get(testCallKey(tenantId, callId)),
    decide(item, { now }) {
      const found = item && testCallFromItem(item);
      if (found === undefined || found.status === 'ended') return { answer: 'ignored' };
      const { set, log } = endOf(ending, now);
      return { answer: () => 'concluded', write: testCallWrite(found, set, log) };
    },
  });
}

/** A test call is made once: if its provider did not dial after all, it is over. */
function endBy(
  { ending, notDialed }: ProgressDecision,
  now: Date,
): { set: Partial<TestCall>; log: TestCallStep[] } | undefined {
  if (notDialed !== undefined) return notDialedBecause(reasonOf(notDialed), now.toISOString());
  return ending && endOf(ending, now);
}

function endOf(ending: Ending, now: Date): { set: Partial<TestCall>; log: TestCallStep[] } {
  const at = now.toISOString();
  const { outcome, durationSeconds, recordingUrl, transcript, summary } = ending;
  const reason = outcome === 'invalid_number' || outcome === 'opt_out' ? outcome : null;
  const kept = outcome === 'invalid_number' ? 'failed' : outcome === 'opt_out' ? 'no_answer' : outcome;
  return {
    set: {
      ...{ status: 'ended', outcome: kept, reason, endedAt: at },
      ...{ durationSeconds, recordingUrl, transcript, summary },
    },
    log: [{ at, step: 'ended', detail: outcome }],
  };
}

function stepsOf({ log, conversation }: TestCall, progress: Progress, at: string): TestCallStep[] {
  const { happened, turn, opening = [], answer, machine } = progress;
  const isNew = (step: TestCallStep['step']): boolean => !log.some((entry) => entry.step === step);
  const isNewTurn = turn && !conversation?.turns.some(({ name }) => name === turn.name);
  return [
    ...(happened && isNew(happened) ? [{ at, step: happened }] : []),
    ...(isNew('said') ? opening.map((detail): TestCallStep => ({ at, step: 'said', detail })) : []),
    ...(isNewTurn ? turn.lines.map((detail): TestCallStep => ({ at, step: 'said', detail })) : []),
    ...(answer && isNew('answered') ? [{ at, step: 'answered' as const, detail: answer.outcome }] : []),
    ...(machine && isNew('machine') ? [{ at, step: 'machine' as const }] : []),
  ];
}
