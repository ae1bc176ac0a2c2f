import type { Queues } from '../queues/queues.ts';
import type { CallReport, CallStart, Telephony } from './port.ts';

/** What the simulated customer's call becomes: refused by the provider, or a report after the talk. */
export type Simulation = { failure: true } | { failure: false; report: CallReport; afterSeconds: number };

/** The message on the calls queue that carries a simulated report. */
export interface SimulatedReport {
  kind: 'simulated-report';
  tenantId: string;
  mode: CallStart['mode'];
  orderId: string;
  callId: string;
  report: CallReport;
}

export declare function simulate(call: CallStart): Simulation;

/** Dials simulated customers: their reports come back through the calls queue after the talk time. */
export declare function createSimulator(queues: Queues): Telephony;
