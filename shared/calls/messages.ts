import type { CallReference } from '../telephony/reference.ts';
import type { SimulatedReport } from '../telephony/simulator.ts';

/** Dial this call, not before its time. */
export interface DialMessage extends CallReference {
  kind: 'dial';
  notBefore?: string | undefined;
}

/** Nobody reported how this call ended by then: it ends as unknown. */
export interface ReportTimeoutMessage extends CallReference {
  kind: 'report-timeout';
  notBefore: string;
}

/** What the calls queue carries. Every one may come twice, late or out of order. */
export type CallMessage = DialMessage | ReportTimeoutMessage | SimulatedReport;
