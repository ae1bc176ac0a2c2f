import * as z from 'zod';
import { callTypes, finalOutcomes, orderStatuses } from './order-words.ts';

const Dial = {
  callId: z.string(),
  callType: z.enum(callTypes),
  round: z.number(),
  attempt: z.number(),
  /** The message that is sent in place of a call; absent for a call. */
  channel: z.literal('whatsapp').exactOptional(),
};

/** The data of `call.outcome_final`, besides its order's content. */
const OutcomeFinal = z.object({
  order: z.object({ status: z.enum(orderStatuses) }),
  call: z.object({
    id: z.string(),
    callType: z.enum(callTypes),
    round: z.number(),
    outcomeFinal: z.enum(finalOutcomes),
    durationSeconds: z.number().nullable(),
    recordingUrl: z.string().nullable(),
    summary: z.string().nullable(),
    /** Where it is short. A longer one is read from the call, whose transcript does not change once its outcome is final. */
    transcript: z.string().nullable().exactOptional(),
  }),
  /** The tenant's shop, as its webhooks name it; the country by ISO 3166-1 alpha-2. */
  shop: z.object({ domain: z.string().nullable(), country: z.string() }),
});

export type OutcomeFinal = z.output<typeof OutcomeFinal>;

/** The causes that delay a call besides its hours: another call to its phone, the limit of dials a day, or its provider. */
const WaitsFor = z.enum(['turn', 'daily_limit', 'voice_agent', 'provider_busy']);

/** ISO 8601; null for at once. */
const NotBefore = z.string().nullable();

export const callEvents = {
  'call.queued': z.object({ ...Dial, notBefore: NotBefore, waitsFor: WaitsFor.exactOptional() }),
  'call.waiting': z.object({ ...Dial, notBefore: NotBefore, waitsFor: WaitsFor }),
  'call.ended': z.object({
    ...Dial,
    outcome: z.string().nullable(),
    reason: z.string().nullable(),
    durationSeconds: z.number().nullable(),
  }),
  'call.outcome_final': OutcomeFinal,
} as const;
