import { type Decision, decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import type { Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { optOutKey } from '../../tenants/opt-outs.ts';
import type { FactsServices } from '../../tenants/tenant/tenant-facts.ts';
import { endingWrites } from '../call/call.ts';
import { fetchRecording } from '../queue/follow-up.ts';
import { keptRecording } from '../recordings/recording.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { decideEnding, type Ending } from './end-call.ts';
import { endingTerms, loadEndingState } from './ending-terms.ts';
import { isTestCall } from './test-call.ts';
import { concludeTestCall } from './test-progress.ts';

/** The services for ending a dial or a message. */
export interface EndingServices extends FactsServices {
  clock: Clock;
  speed: Speed;
}

export interface ConcludeServices extends EndingServices {
  /** The API's base URL, for the links of recordings that are kept. */
  publicUrl: string;
}

/**
 * Ends a dial for any reason: a provider's report, the simulator, or our own timeout. Reported twice,
 * late or out of order, a round still ends once; `ignored` says that this report changed nothing.
 */
export async function concludeCall(
  services: ConcludeServices,
  reference: CallReference,
  ending: Ending,
): Promise<'concluded' | 'ignored'> {
  if (isTestCall(reference)) return concludeTestCall(services, reference, ending);
  const { speed, publicUrl } = services;
  const outcome = await decideAndStore(services, {
    // Settings may have changed since the batch began: after a refusal they are loaded again.
    load: (refusal) => loadEndingState(refusal ? { table: services.table } : services, reference),
    decide(state, context): Decision<'concluded' | 'ignored'> {
      if (state === undefined) return { answer: 'ignored' };
      const { order, call: found, tenant } = state;
      const { now } = context;
      const { recordingUrl, recording } = keptRecording(found, ending.recordingUrl, tenant, publicUrl);
      const call = recording ? { ...found, recording } : found;
      const terms = endingTerms(state, now, speed);
      const ended = decideEnding(order, call, { ...ending, recordingUrl }, terms, context);
      if (ended === undefined) return { answer: 'ignored' };
      const isOptOut = (ending.outcome === 'opt_out' && !ending.isNotMade) || ending.optsOut;
      const extraWrites = [
        ...(recording ? [fetchRecording(call, now)] : []),
        ...(isOptOut ? [optOutWrite(reference, order.customer.phone, now)] : []),
      ];
      return { answer: 'concluded', writes: [...endingWrites({ ...ended, found }), ...extraWrites] };
    },
  });
  if (outcome === 'concluded') recordMetric({ name: 'CallEnded', dimensions: { outcome: ending.outcome } });
  return outcome;
}

/** Keeps us from ever calling or writing to this customer again, about any order. @param phone E.164 */
export const optOutWrite = (scope: Scope, phone: string, now: Date) => ({
  put: { ...optOutKey(scope, phone), entity: 'opt-out', phone, createdAt: now.toISOString() },
});
