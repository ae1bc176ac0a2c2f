import * as z from 'zod';
import { SignatureInvalid, verifySignature } from '../../adapters/signing/verification.ts';
import { Problem } from '../../base/problem.ts';
import { toIssues } from '../../http/issues.ts';
import { readJson } from '../../http/read-body.ts';
import { type CallReport, callOutcomes } from './port.ts';

/** How a call ended, as the merchant's voice agent reports it. See `verifyReport` for the whole request. */
export const HttpReport = z.object({
  callId: z.string().describe('From the call request'),
  outcome: z.enum(callOutcomes),
  durationSeconds: z.number().min(0).max(86_400).nullish().describe('From pick-up to hang-up'),
  recordingUrl: z.httpUrl().max(2048).nullish(),
  transcript: z.string().nullish().describe('The first 64 kB are kept'),
  summary: z.string().nullish().describe('The first 4 kB are kept'),
  addressFinal: z
    .string()
    .max(500)
    .nullish()
    .describe('The address as the customer corrected it, in one line'),
  providerCallId: z.string().max(200).nullish().describe("The agent's own id of the call"),
  endedAt: z.iso.datetime({ offset: true }).nullish(),
});

/** Bytes of UTF-8 that are kept. */
const LONGEST_TRANSCRIPT = 64 * 1024;
const LONGEST_SUMMARY = 4 * 1024;

/**
 * Reads a report that is posted to a call request's `callbackUrl`:
 *
 * ```http
 * POST /callbacks/calls/http?ref=…
 * webhook-id: any id, the same whenever this report is sent again
 * webhook-timestamp: 1795348860         seconds since 1970, at most five minutes off
 * webhook-signature: v1,…               https://www.standardwebhooks.com, with the voice agent's secret
 *
 * {
 *   "callId": "call_01k…",              required, from the call request
 *   "outcome": "confirmed",             required: confirmed | cancelled | novedad | recovered | not_recovered |
 *                                       no_answer | busy | voicemail | failed | invalid_number | opt_out | unknown
 *   "durationSeconds": 87,
 *   "recordingUrl": "https://…",
 *   "transcript": "…",                  the first 64 kB are kept
 *   "summary": "…",                     the first 4 kB are kept
 *   "addressFinal": "Calle 45 #23-12, Apto 301",        as the customer corrected it
 *   "providerCallId": "…",
 *   "endedAt": "2026-11-22T15:01:27Z"
 * }
 * ```
 *
 * All but the first two may be left out, blank or null; fields that are not listed are ignored. A report that comes
 * twice has its effect once. Answers outside of 2xx should be sent again, the same body under a new timestamp.
 *
 * @param headers by lower-case name
 * @param rawBody the exact text that was received
 * @param callId the call that `ref` names; a report of another call is refused, so that a signed body that somebody
 *   caught is worth nothing for another order
 * @throws Problem unauthenticated, with the likely cause; invalid_json or invalid_request
 */
export function verifyReport(
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: string,
  secret: string,
  now: Date,
  callId: string,
): CallReport {
  const reportId = verifiedId(headers, rawBody, secret, now);
  const parsed = HttpReport.safeParse(withoutBlanks(readJson(rawBody)), { reportInput: true });
  if (!parsed.success) throw new Problem('invalid_request', { issues: toIssues(parsed.error.issues) });
  const { outcome, durationSeconds, recordingUrl, transcript, summary, ...rest } = parsed.data;
  if (rest.callId !== callId)
    throw new Problem('invalid_request', {
      issues: [{ field: 'callId', rule: 'one_of', allowed: [callId] }],
    });
  return {
    callId,
    outcome,
    durationSeconds: durationSeconds == null ? null : Math.round(durationSeconds),
    recordingUrl: recordingUrl ?? null,
    transcript: transcript == null ? null : cut(transcript, LONGEST_TRANSCRIPT),
    summary: summary == null ? null : cut(summary, LONGEST_SUMMARY),
    addressFinal: rest.addressFinal?.trim().replace(/\s+/g, ' ') ?? null,
    providerCallId: rest.providerCallId ?? null,
    at: rest.endedAt == null ? null : new Date(rest.endedAt).toISOString(),
    reportId,
  };
}

/** Agents write what they do not know as an empty text as often as they leave it out. */
function withoutBlanks(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(
    Object.entries(json).filter(([, value]) => typeof value !== 'string' || value.trim() !== ''),
  );
}

function verifiedId(
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: string,
  secret: string,
  now: Date,
): string {
  try {
    return verifySignature(headers, rawBody, secret, now).id;
  } catch (cause) {
    if (!(cause instanceof SignatureInvalid)) throw cause;
    throw new Problem('unauthenticated', { fault: cause.fault, hint: cause.message }, { cause });
  }
}

/** The longest start of a text that fits into so many bytes of UTF-8, whole characters only. */
export function cut(whole: string, longestBytes: number): string {
  if (Buffer.byteLength(whole) <= longestBytes) return whole;
  const start = Buffer.from(whole).subarray(0, longestBytes);
  return new TextDecoder().decode(start, { stream: true });
}
