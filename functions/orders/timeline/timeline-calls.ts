import type { callEvents } from '../../../shared/events/call-events.ts';
import type { EventData } from '../../../shared/events/catalogue.ts';
import type { JsonObject } from '../../../shared/orders/order/order.ts';
import { type Line, type Lines, readableName, textOf } from './timeline-line.ts';

const outcomeTypes: Readonly<Record<string, Line['type']>> = {
  confirmed: 'success',
  recovered: 'success',
  cancelled: 'error',
  not_recovered: 'error',
  novedad: 'error',
  failed: 'error',
};

const spoken = (outcome: unknown): string =>
  outcome === 'novedad' ? 'problem reported' : textOf(outcome).replaceAll('_', ' ');

/** Events of an order's calls. */
export const callLines: Lines<keyof typeof callEvents> = {
  'call.queued': queued,
  'call.waiting': waiting,
  'call.ended': ended,
  'call.outcome_final': final,
};

/** `Confirmation Call`, or its message. */
const kind = ({ callType, channel }: { callType: string; channel?: 'whatsapp' }): string =>
  `${readableName(textOf(callType))} ${channel === undefined ? 'Call' : 'Message'}`;

function queued(data: EventData<'call.queued'>): Line {
  const { attempt } = data;
  return {
    title: `${kind(data)} Queued`,
    description: waitOf(data) ?? plan(data),
    type: 'pending',
    metadata: { ...reference(data), attempt: Number(attempt), ...waitsFor(data) },
  };
}

function plan({ notBefore, channel }: EventData<'call.queued'>): string {
  const done = channel === undefined ? 'made' : 'sent';
  return typeof notBefore === 'string' ? `To be ${done} after ${notBefore}` : `To be ${done} at once`;
}

type Waiting = Pick<EventData<'call.queued'>, 'waitsFor' | 'notBefore' | 'channel'>;

/** The reason for a delay of a call besides its hours. */
function waitOf({ waitsFor, notBefore, channel }: Waiting): string | undefined {
  if (waitsFor === 'voice_agent' && channel) return 'Waits until the settings of WhatsApp are mended';
  if (waitsFor === 'provider_busy' && channel) return 'Waits: WhatsApp takes no more messages at the moment';
  if (waitsFor === 'turn') return 'Waits its turn: another call to this phone is under way';
  if (waitsFor === 'voice_agent') return 'Waits until the settings of the voice agent are mended';
  if (waitsFor === 'provider_busy') return 'Waits: the provider’s limit of concurrent calls is reached';
  if (waitsFor !== 'daily_limit') return undefined;
  return `Waits: this phone has reached its limit of dials in 24 hours; to be made after ${textOf(notBefore)}`;
}

const waitsFor = (data: Waiting): JsonObject => (data.waitsFor ? { waits_for: data.waitsFor } : {});

function waiting(data: EventData<'call.waiting'>): Line {
  return {
    title: `${kind(data)} Waiting`,
    description: waitOf(data) ?? '',
    type: 'pending',
    metadata: { ...reference(data), attempt: data.attempt, ...waitsFor(data) },
  };
}

function ended(data: EventData<'call.ended'>): Line {
  const { outcome, attempt, reason, durationSeconds } = data;
  const isDropped = reason === 'superseded';
  return {
    title: `${kind(data)} ${isDropped ? 'Dropped' : 'Ended'}`,
    description: isDropped
      ? 'Not made: the order was changed or settled before'
      : `Outcome: ${spoken(outcome)}`,
    type: isDropped ? 'info' : (outcomeTypes[textOf(outcome)] ?? 'info'),
    metadata: {
      ...reference(data),
      attempt: Number(attempt),
      outcome: textOf(outcome),
      ...(typeof reason === 'string' && { reason }),
      ...(typeof durationSeconds === 'number' && { duration_seconds: durationSeconds }),
    },
  };
}

function final({ call }: EventData<'call.outcome_final'>): Line {
  const { id: callId, callType, round, outcomeFinal } = call;
  return {
    title: `${kind({ callType })}s Finished`,
    description: `Final outcome: ${spoken(outcomeFinal)}`,
    type: outcomeTypes[textOf(outcomeFinal)] ?? 'info',
    metadata: { ...reference({ callId, callType, round }), outcome: textOf(outcomeFinal) },
  };
}

const reference = ({
  callId,
  callType,
  round,
  channel,
}: {
  callId: string;
  callType: string;
  round: number;
  channel?: 'whatsapp';
}): JsonObject => ({
  call_id: textOf(callId),
  call_type: textOf(callType),
  round: Number(round),
  ...(channel && { channel }),
});
