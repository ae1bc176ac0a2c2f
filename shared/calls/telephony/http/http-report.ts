import * as z from 'zod';
import { SignatureInvalid, verifySignature } from '../../../adapters/signing/verification.ts';
import { Problem } from '../../../base/problem.ts';
import { toIssues } from '../../../http/requests/issues.ts';
import { callOutcomes, tidyOutcome } from '../port/outcomes.ts';
import type { CallReport } from '../port/port.ts';
import { idOf, instantOf, lineOf, secondsOf, summaryOf, transcriptOf, urlOf } from '../port/report-fields.ts';

/**
 * How a call ended, as the merchant's voice agent reports it. See `verifyReport` for the whole request. Only `callId` and
 * `outcome` are strict: any other malformed field is read as far as possible, and otherwise dropped.
 */
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

const Outcome = z.preprocess(tidyOutcome, HttpReport.shape.outcome);

const Essentials = z.object({ callId: z.string().trim(), outcome: Outcome });

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
 * All but the first two may be left out, blank or null, and a malformed one is read as far as possible or dropped: the
 * outcome counts all the same. Fields that are not listed are ignored. A report that comes
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
  const given = parse(rawBody);
  const parsed = Essentials.safeParse(given, { reportInput: true });
  if (!parsed.success) throw new Problem('invalid_request', { issues: toIssues(parsed.error.issues) });
  if (parsed.data.callId !== callId)
    throw new Problem('invalid_request', {
      issues: [{ field: 'callId', rule: 'one_of', allowed: [callId] }],
    });
  const fields = given as Record<string, unknown>;
  return {
    callId,
    outcome: parsed.data.outcome,
    durationSeconds: secondsOf(fields.durationSeconds),
    recordingUrl: urlOf(fields.recordingUrl),
    transcript: transcriptOf(fields.transcript),
    summary: summaryOf(fields.summary),
    addressFinal: lineOf(fields.addressFinal),
    providerCallId: idOf(fields.providerCallId),
    at: instantOf(fields.endedAt),
    reportId,
  };
}

/** Without the limits of depth and characters that other bodies have: what breaks them is not kept. */
function parse(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody.replace(/^\uFEFF/, ''));
  } catch {
    // Not kept as the cause: its message quotes the body.
    throw new Problem('invalid_json');
  }
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
