import * as z from 'zod';
import { Instant, oneKind, scoped } from '../../adapters/queues/carries.ts';

/** Look through the line of an endpoint. It may come twice, or late. */
export const LineMessage = z.object({
  ...oneKind,
  ...scoped,
  deliveryId: z.never().exactOptional(),
  endpointId: z.string(),
  /** Which look it is. */
  lineAt: Instant,
});

export type LineMessage = z.output<typeof LineMessage>;
