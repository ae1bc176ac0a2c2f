import * as z from 'zod';
import { scoped } from '../../../adapters/queues/carries.ts';
import { MessageNews } from '../port/news.ts';

/** What became of a simulated message. */
export const SimulatedNews = z.object({
  kind: z.literal('simulated-news'),
  ...scoped,
  orderId: z.string(),
  callId: z.string(),
  news: MessageNews,
});

export type SimulatedNews = z.output<typeof SimulatedNews>;
