import * as z from 'zod';
import { callTypes } from './order-words.ts';

const Message = {
  /** The chat message is listed among the calls of its order. */
  callId: z.string(),
  callType: z.enum(callTypes),
  round: z.number(),
};

export const chatStatuses = ['sent', 'delivered', 'read', 'failed'] as const;

export type ChatStatus = (typeof chatStatuses)[number];

export const chatEvents = {
  'message.progressed': z.object({
    ...Message,
    status: z.enum(chatStatuses),
    /** The service's own code of a failure. */
    providerCode: z.string().nullable(),
  }),
  /** An answer to a question that is settled: it moves nothing. */
  'message.answered_late': z.object({
    ...Message,
    meaning: z.enum(['yes', 'no', 'problem', 'opt_out', 'note']),
    /** The button that was pressed, or the text that was written. */
    text: z.string(),
  }),
} as const;
