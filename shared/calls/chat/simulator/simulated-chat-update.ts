import * as z from 'zod';
import { scoped } from '../../../adapters/queues/carries.ts';
import { ChatUpdate } from '../port/chat-update.ts';

/** An update about a simulated chat message. Its names are those of stored queue messages. */
export const SimulatedChatUpdate = z.object({
  kind: z.literal('simulated-news'),
  ...scoped,
  orderId: z.string(),
  callId: z.string(),
  news: ChatUpdate,
});

export type SimulatedChatUpdate = z.output<typeof SimulatedChatUpdate>;
