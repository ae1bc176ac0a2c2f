import type { Scope } from '../tenants/scope.ts';
import type { CallReport, Telephony } from './port.ts';

/** The merchant's own voice agent, as the tenant's settings name it. */
export interface VoiceAgent {
  url: string;
  /** `whsec_` and base64, as Standard Webhooks has it: signs our requests and the agent's reports. */
  secret: string;
}

/** The dial that a report is about: what the callback URL's `ref` carries. */
export interface CallReference extends Scope {
  orderId: string;
  callId: string;
}

export declare function encodeReference(reference: CallReference): string;
/** @throws Problem not_found when it is none of ours */
export declare function decodeReference(ref: string): CallReference;
/** `${publicUrl}/callbacks/calls/http?ref=…` */
export declare function callbackUrl(publicUrl: string, reference: CallReference): string;

export declare function createHttpAgent(
  agent: VoiceAgent,
  options: { clock: () => Date; allowPrivateTargets: boolean },
): Telephony;

/** @throws Problem unauthenticated | invalid_json | invalid_request */
export declare function verifyReport(
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: string,
  secret: string,
  now: Date,
): CallReport;
