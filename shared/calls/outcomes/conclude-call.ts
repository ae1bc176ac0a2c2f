import {
  type Decision,
  type DecisionContext,
  decideAndStore,
} from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import type { Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { optOutKey } from '../../tenants/opt-outs.ts';
import type { FactsServices } from '../../tenants/tenant/tenant-facts.ts';
import { type Call, endingWrites } from '../call/call.ts';
import { fetchRecording } from '../queue/follow-up.ts';
import { keptRecording } from '../recordings/recording.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { decideEnding, type Ending } from './end-call.ts';
import { type EndingState, endingTerms, loadEndingState } from './ending-terms.ts';
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
  const outcome = await decideAndStore(services, {
    // Settings may have changed since the batch began: after a refusal they are loaded again.
    load: (refusal) => loadEndingState(refusal ? { table: services.table } : services, reference),
    decide(state, context): Decision<'concluded' | 'ignored'> {
      const writes = state && conclusionWrites(services, state, state.call, ending, context);
      return writes ? { answer: 'concluded', writes } : { answer: 'ignored' };
    },
  });
  if (outcome === 'concluded') countEnding(ending);
  return outcome;
}

/** For the metrics, once an ending is stored. */
export const countEnding = ({ outcome }: Ending): void =>
  recordMetric({ name: 'CallEnded', dimensions: { outcome } });

/**
 * The writes of an ending with all that comes with it; undefined when it changes nothing.
 * @param call as it was found, or with what the report of its end says besides
 */
export function conclusionWrites(
  { speed, publicUrl }: Pick<ConcludeServices, 'speed' | 'publicUrl'>,
  state: EndingState,
  call: Call,
  ending: Ending,
  context: DecisionContext,
): Write[] | undefined {
  const { order, call: found, tenant } = state;
  const { now } = context;
  const { recordingUrl, recording } = keptRecording(found, ending.recordingUrl, tenant, publicUrl);
  const known = recording ? { ...call, recording } : call;
  const terms = endingTerms(state, now, speed);
  const ended = decideEnding(order, known, { ...ending, recordingUrl }, terms, context);
  if (ended === undefined) return undefined;
  const isOptOut = (ending.outcome === 'opt_out' && !ending.isNotMade) || ending.optsOut;
  return [
    ...endingWrites({ ...ended, found }),
    ...(recording ? [fetchRecording(known, now)] : []),
    ...(isOptOut ? [optOutWrite(call, order.customer.phone, now)] : []),
  ];
}

/** Keeps us from ever calling or writing to this customer again, about any order. @param phone E.164 */
export const optOutWrite = (scope: Scope, phone: string, now: Date) => ({
  put: { ...optOutKey(scope, phone), entity: 'opt-out', phone, createdAt: now.toISOString() },
});
