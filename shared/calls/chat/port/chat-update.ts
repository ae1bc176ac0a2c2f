import * as z from 'zod';
import { chatStatuses } from '../../../events/chat-events.ts';

/** A customer's answer to a chat message. */
export const ChatAnswer = z.object({
  /** The service's id of the answer: the same whenever the answer is sent again. */
  id: z.string(),
  meaning: z.enum(['yes', 'no', 'problem', 'opt_out', 'note']),
  /** The button that was pressed, or the text that was written. */
  text: z.string(),
  /** Written by hand, not pressed. */
  isTyped: z.boolean(),
});

export type ChatAnswer = z.output<typeof ChatAnswer>;

/** A service's report about a chat message, in our terms. Updates may come in any order, and more than once. */
export const ChatUpdate = z.object({
  /** The service's id of the chat message; undefined where the update does not say. */
  messageId: z.string().optional(),
  status: z.enum(chatStatuses).optional(),
  failure: z
    .object({ reason: z.literal('not_on_whatsapp').optional(), providerCode: z.string().nullable() })
    .optional(),
  answer: ChatAnswer.optional(),
});

export type ChatUpdate = z.output<typeof ChatUpdate>;
