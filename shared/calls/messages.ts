import { callOutcomes } from './telephony/port.ts';
import type { CallReference } from './telephony/reference.ts';
import type { SimulatedReport } from './telephony/simulator.ts';

/** Dial this call, not before its time. */
export interface DialMessage extends CallReference {
  kind: 'dial';
  notBefore?: string | undefined;
}

/** No report of this call arrived in time: it ends as unknown. */
export interface ReportTimeoutMessage extends CallReference {
  kind: 'report-timeout';
  notBefore: string;
}

/** A round of this order ended: the next round that waits for its phone is called. */
export interface NextTurnMessage extends CallReference {
  kind: 'next-turn';
}

/** What the calls queue carries. Every one may come twice, late or out of order. */
export type CallMessage = DialMessage | ReportTimeoutMessage | NextTurnMessage | SimulatedReport;

/** @throws TypeError when it is no message of ours: its queue's dead letters are where people find it */
export function parseCallMessage(value: unknown): CallMessage {
  if (!isCallMessage(value)) throw new TypeError('Not a message of the calls queue');
  return value;
}

function isCallMessage(value: unknown): value is CallMessage {
  if (!isObject(value) || !isReference(value)) return false;
  const { kind, notBefore, report } = value;
  switch (kind) {
    case 'dial':
      return notBefore === undefined || isInstant(notBefore);
    case 'next-turn':
      return true;
    case 'report-timeout':
      return isInstant(notBefore);
    case 'simulated-report':
      return isObject(report) && callOutcomes.some((outcome) => outcome === report.outcome);
    default:
      return false;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isReference = ({ tenantId, mode, orderId, callId }: Record<string, unknown>): boolean =>
  [tenantId, orderId, callId].every((id) => typeof id === 'string') && (mode === 'live' || mode === 'test');

const isInstant = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
