import { timingSafeEqual } from 'node:crypto';
import { standardSignature } from './signatures.ts';

/** Seconds that a signature's timestamp may lie behind or ahead of our clock. */
const TOLERANCE_SECONDS = 300;

export type SignatureFault =
  | 'headers_missing'
  | 'timestamp_malformed'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'no_match';

const CAUSES: Readonly<Record<SignatureFault, string>> = {
  headers_missing: 'webhook-id, webhook-timestamp and webhook-signature must all be there',
  timestamp_malformed:
    'webhook-timestamp must be whole seconds since 1970; milliseconds or a date were probably sent',
  timestamp_too_old: 'webhook-timestamp is too long ago: a replay, or the sender’s clock is slow',
  timestamp_too_new: 'webhook-timestamp lies too far ahead: the sender’s clock is fast',
  no_match:
    'no signature in webhook-signature matches: the secret is another one, or the body is not the exact bytes that were signed (parsed and written again on the way?)',
};

/** The verification of a signed request failed. The message names the likely cause and may be shown to the sender. */
export class SignatureInvalid extends Error {
  readonly fault: SignatureFault;

  constructor(fault: SignatureFault) {
    super(CAUSES[fault]);
    this.name = 'SignatureInvalid';
    this.fault = fault;
  }
}

/**
 * Checks a request that is signed as Standard Webhooks says, in constant time for each signature.
 *
 * @param headers by lower-case name
 * @param rawBody the exact text that was received
 * @returns the message's id, the same for every delivery of the same message, and when it was signed
 * @throws SignatureInvalid
 */
export function verifySignature(
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: string,
  secret: string,
  now: Date,
  toleranceSeconds: number = TOLERANCE_SECONDS,
): { id: string; timestamp: Date } {
  const id = headers['webhook-id'];
  const seconds = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !seconds || !signatures) throw new SignatureInvalid('headers_missing');
  if (!/^\d{1,11}$/.test(seconds)) throw new SignatureInvalid('timestamp_malformed');
  const timestamp = Number(seconds);
  const age = Math.floor(now.getTime() / 1000) - timestamp;
  if (age > toleranceSeconds) throw new SignatureInvalid('timestamp_too_old');
  if (age < -toleranceSeconds) throw new SignatureInvalid('timestamp_too_new');
  const expected = Buffer.from(standardSignature(secret, { id, body: rawBody }, timestamp));
  const matches = signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!matches) throw new SignatureInvalid('no_match');
  return { id, timestamp: new Date(timestamp * 1000) };
}
