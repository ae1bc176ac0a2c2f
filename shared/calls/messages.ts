import * as z from 'zod';
import { carries, Instant, scoped } from '../adapters/queues/carries.ts';
import { SimulatedReport } from './telephony/simulated-report.ts';

const ofCall = { ...scoped, orderId: z.string(), callId: z.string() };

/** Dial this call, not before its time. */
const DialMessage = z.object({
  kind: z.literal('dial'),
  ...ofCall,
  notBefore: Instant.optional(),
});

/** No report of this call arrived in time: it ends as unknown. */
const ReportTimeoutMessage = z.object({ kind: z.literal('report-timeout'), ...ofCall, notBefore: Instant });

/** A round of this order ended: the next round that waits for its phone is called. */
const NextTurnMessage = z.object({ kind: z.literal('next-turn'), ...ofCall });

const CallMessage = z.discriminatedUnion('kind', [
  DialMessage,
  ReportTimeoutMessage,
  NextTurnMessage,
  SimulatedReport,
]);

export type DialMessage = z.output<typeof DialMessage>;
export type ReportTimeoutMessage = z.output<typeof ReportTimeoutMessage>;
export type NextTurnMessage = z.output<typeof NextTurnMessage>;

/** What the calls queue carries. Every one may come twice, late or out of order. */
export type CallMessage = z.output<typeof CallMessage>;

export const callMessages = carries('calls', CallMessage);
