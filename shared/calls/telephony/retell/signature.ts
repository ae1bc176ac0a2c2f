import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../../base/problem.ts';

/** How far a signature's time may lie from ours. */
const TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Checks `x-retell-signature`: `v=<ms>,d=<hex>`, an HMAC-SHA256 with the API key that has the webhook badge, over the body as
 * it came and the milliseconds. https://docs.retellai.com/features/secure-webhook
 *
 * @throws Problem unauthenticated with the likely cause
 */
export function verifyRetell(signature: string | undefined, rawBody: string, key: string, now: Date): void {
  if (signature === undefined || signature === '') throw refused('missing', 'X-Retell-Signature is missing');
  const [, time = '', digest = ''] = /^v=(\d{1,16}),d=([0-9a-f]{64})$/i.exec(signature) ?? [];
  if (time === '')
    throw refused('malformed', 'X-Retell-Signature must be v=<milliseconds>,d=<64 hex digits>');
  const expected = createHmac('sha256', key).update(`${rawBody}${time}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(digest, 'hex')))
    throw refused('signature', 'The signature is wrong: is webhookKey the API key with the webhook badge?');
  if (Math.abs(now.getTime() - Number(time)) > TOLERANCE_MS)
    throw refused('time', 'The signature is more than five minutes off: a replay, or a clock that is wrong');
}

const refused = (fault: string, hint: string): Problem => new Problem('unauthenticated', { fault, hint });
