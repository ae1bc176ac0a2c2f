import type { Queues } from '../../../adapters/queues/queues.ts';
import type { ReportedOutcome } from '../port/outcomes.ts';
import type { CallReport, CallStart, Telephony } from '../port/port.ts';
import { type CustomerReply, converse } from './conversation.ts';
import type { SimulatedReport } from './simulated-report.ts';

/** The course of a simulated call: refused by the provider, or reported when the talk is over. */
export type Simulation = { failure: true } | { failure: false; report: CallReport; afterSeconds: number };

/** Seconds of real time that a simulated customer talks when nothing else is said. */
const DEFAULT_TALK_TIME_SECONDS = 1;

type Behaviour = CustomerReply | 'no_answer' | 'voicemail' | 'provider_failure';

/**
 * Decides a simulated call by the last four digits of the phone, in the way that test cards work: 0001 cancels, 0002
 * never answers, 0003 reports a problem and corrects the address, 0004 misses the first call, 0005 meets a provider
 * failure on the first dial, 0006 has voicemail, 0007 hangs up. All others, and these last two's next dials, confirm.
 */
function behaviourOf({ phone, attempt }: CallStart): Behaviour {
  switch (phone.slice(-4)) {
    case '0001':
      return 'cancels';
    case '0002':
      return 'no_answer';
    case '0003':
      return 'corrects';
    case '0004':
      return attempt === 1 ? 'no_answer' : 'confirms';
    case '0005':
      return attempt === 1 ? 'provider_failure' : 'confirms';
    case '0006':
      return 'voicemail';
    case '0007':
      return 'hangs_up';
    default:
      return 'confirms';
  }
}

function outcomeOf(
  behaviour: Exclude<Behaviour, 'provider_failure'>,
  { script }: CallStart,
): ReportedOutcome {
  const isRecovery = script.callType === 'recovery';
  switch (behaviour) {
    case 'confirms':
      return isRecovery ? 'recovered' : 'confirmed';
    case 'cancels':
      return isRecovery ? 'not_recovered' : 'cancelled';
    case 'corrects':
      return 'novedad';
    case 'hangs_up':
      return 'unknown';
    case 'no_answer':
    case 'voicemail':
      return behaviour;
  }
}

/** Plays one dial. The same dial always plays the same. */
export function simulate(call: CallStart): Simulation {
  const behaviour = behaviourOf(call);
  if (behaviour === 'provider_failure') return { failure: true };
  const { callId } = call;
  const talkTime = Math.ceil(call.talkTimeSeconds ?? DEFAULT_TALK_TIME_SECONDS);
  const isTalk = behaviour !== 'no_answer' && behaviour !== 'voicemail';
  const said = isTalk ? converse(call, behaviour) : undefined;
  return {
    failure: false,
    afterSeconds: talkTime,
    report: {
      callId,
      outcome: outcomeOf(behaviour, call),
      durationSeconds: behaviour === 'no_answer' ? null : talkTime,
      recordingUrl: null,
      transcript: said?.transcript ?? null,
      summary: said?.summary ?? null,
      addressFinal: said?.addressFinal ?? null,
      providerCallId: `sim_${callId}`,
      at: null,
      reportId: `sim_${callId}`,
    },
  };
}

/** Dials simulated customers: their reports come back through the calls queue after the talk time. */
export function createSimulator(queues: Queues): Telephony {
  return {
    provider: 'simulator',
    async start(call) {
      const simulation = simulate(call);
      if (simulation.failure) return { status: 'refused', reason: 'simulated', retryable: true };
      const { tenantId, mode, orderId, callId } = call;
      const { report, afterSeconds: delaySeconds } = simulation;
      const body: SimulatedReport = { kind: 'simulated-report', tenantId, mode, orderId, callId, report };
      await queues.send('calls', [{ body, delaySeconds }]);
      return { status: 'accepted', providerCallId: report.providerCallId };
    },
  };
}
