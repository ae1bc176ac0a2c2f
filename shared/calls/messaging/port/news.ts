import * as z from 'zod';
import { messageStatuses } from '../../../events/message-events.ts';

/** What a customer answered to a message. */
export const MessageAnswer = z.object({
  /** The service's id of the answer: the same whenever the answer is sent again. */
  id: z.string(),
  meaning: z.enum(['yes', 'no', 'problem', 'opt_out', 'note']),
  /** What was pressed or written. */
  text: z.string(),
  /** Written by hand, not pressed. */
  isTyped: z.boolean(),
});

export type MessageAnswer = z.output<typeof MessageAnswer>;

/** News of a message from its service, in our words. They may come in any order, and more than once. */
export const MessageNews = z.object({
  /** The service's id of the message; undefined where the news do not say. */
  messageId: z.string().optional(),
  status: z.enum(messageStatuses).optional(),
  failure: z
    .object({ reason: z.literal('not_on_whatsapp').optional(), providerCode: z.string().nullable() })
    .optional(),
  answer: MessageAnswer.optional(),
});

export type MessageNews = z.output<typeof MessageNews>;
