import * as z from 'zod';
import { scoped } from '../../../adapters/queues/carries.ts';
import { CallReport } from '../port/port.ts';

/** How a simulated call ended. */
export const SimulatedReport = z.object({
  kind: z.literal('simulated-report'),
  ...scoped,
  orderId: z.string(),
  callId: z.string(),
  report: CallReport,
});

export type SimulatedReport = z.output<typeof SimulatedReport>;
