import * as z from 'zod';
import { type Call, callAttemptOutcomes, callStatuses } from '../../../shared/calls/call/call.ts';
import { callTypes, finalOutcomes } from '../../../shared/events/order-words.ts';
import { confirmationChannels } from '../../../shared/tenants/settings/reaching-customers.ts';

const instant = z.iso.datetime();

export const CallView = z.object({
  id: z.string().describe('call_…'),
  callType: z.enum(callTypes),
  channel: z.enum(confirmationChannels).describe('whatsapp: a message that stands for a call'),
  round: z.int(),
  attempt: z.int().describe('The dial within its round, from 1'),
  status: z
    .enum(callStatuses)
    .describe(
      'queued: waits for its time; dialing: requested from the provider; in_progress: accepted by it',
    ),
  outcome: z
    .enum([...callAttemptOutcomes, ...finalOutcomes])
    .nullable()
    .describe('null until the call has ended'),
  reason: z
    .string()
    .nullable()
    .describe(
      'Where the outcome is coarser: invalid_number, opt_out; superseded: it was not made; of messages also not_on_whatsapp, credit_exhausted, fault, provider_busy',
    ),
  durationSeconds: z.number().nullable(),
  recordingUrl: z.string().nullable(),
  transcript: z.string().nullable(),
  summary: z.string().nullable(),
  notBefore: instant.nullable().describe('When it is due; null for at once'),
  createdAt: instant,
  dialedAt: instant.nullable(),
  endedAt: instant.nullable(),
});

export function viewDial(call: Call): z.input<typeof CallView> {
  return {
    id: call.id,
    callType: call.callType,
    channel: call.channel ?? 'call',
    round: call.round,
    attempt: call.attempt,
    status: call.status,
    outcome: call.outcome,
    reason: call.reason,
    durationSeconds: call.durationSeconds,
    recordingUrl: call.recordingUrl,
    transcript: call.transcript,
    summary: call.summary,
    notBefore: call.notBefore,
    createdAt: call.createdAt,
    dialedAt: call.dialedAt,
    endedAt: call.endedAt,
  };
}
