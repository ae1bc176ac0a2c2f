import * as z from 'zod';
import { Instant } from '../../adapters/queues/carries.ts';

/** The right to make one attempt. */
export const Turn = z.object({
  place: z.string(),
  until: Instant,
  /** Milliseconds since 1970. */
  startAt: z.number(),
});

export type Turn = z.output<typeof Turn>;
