import type { JsonObject } from '../../shared/orders/order.ts';
import { type Line, readableName, textOf } from './timeline-line.ts';

type Data = Record<string, unknown>;

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

/** A call's event as a line; undefined when the event is about no call. */
export function callLine(type: string, data: Data): Line | undefined {
  if (type === 'call.queued') return queued(data);
  if (type === 'call.waiting') return waiting(data);
  if (type === 'call.ended') return ended(data);
  return type === 'call.outcome_final' ? final(data) : undefined;
}

const kind = ({ callType }: Data): string => readableName(textOf(callType));

function queued(data: Data): Line {
  const { attempt, notBefore } = data;
  return {
    title: `${kind(data)} Call Queued`,
    description:
      waitOf(data) ??
      (typeof notBefore === 'string' ? `To be made after ${notBefore}` : 'To be made at once'),
    type: 'pending',
    metadata: { ...reference(data), attempt: Number(attempt), ...waitsFor(data) },
  };
}

/** What holds a call back besides its hours. */
function waitOf({ waitsFor, notBefore }: Data): string | undefined {
  if (waitsFor === 'turn') return 'Waits its turn: another call to this phone is under way';
  if (waitsFor !== 'daily_limit') return undefined;
  return `Waits: this phone was dialed as often as it may be in 24 hours; to be made after ${textOf(notBefore)}`;
}

const waitsFor = (data: Data): JsonObject =>
  typeof data.waitsFor === 'string' ? { waits_for: data.waitsFor } : {};

const waiting = (data: Data): Line => ({
  title: `${kind(data)} Call Waiting`,
  description: waitOf(data) ?? '',
  type: 'pending',
  metadata: { ...reference(data), attempt: Number(data.attempt), ...waitsFor(data) },
});

function ended(data: Data): Line {
  const { outcome, attempt, reason, durationSeconds } = data;
  const isDropped = reason === 'superseded';
  return {
    title: `${kind(data)} Call ${isDropped ? 'Dropped' : 'Ended'}`,
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

function final({ call }: Data): Line {
  const { id: callId, callType, round, outcomeFinal } = (call ?? {}) as Data;
  return {
    title: `${kind({ callType })} Calls Finished`,
    description: `Final outcome: ${spoken(outcomeFinal)}`,
    type: outcomeTypes[textOf(outcomeFinal)] ?? 'info',
    metadata: { ...reference({ callId, callType, round }), outcome: textOf(outcomeFinal) },
  };
}

const reference = ({ callId, callType, round }: Data): JsonObject => ({
  call_id: textOf(callId),
  call_type: textOf(callType),
  round: Number(round),
});
