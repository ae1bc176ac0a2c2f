import { createHmac } from 'node:crypto';
import { isEqualSecret } from '../../../adapters/signing/equal.ts';
import { Problem } from '../../../base/problem.ts';

/**
 * Checks `X-Hub-Signature-256`: `sha256=` and the hex HMAC of the exact body, with the app's secret.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 * @param headers by lower-case name
 * @throws Problem unauthenticated with the likely cause
 */
export function verifyWhatsApp(
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: string,
  appSecret: string,
): void {
  const given = headers['x-hub-signature-256'];
  if (!given) throw refused('missing', 'X-Hub-Signature-256 is missing');
  const expected = `sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`;
  if (!isEqualSecret(given.trim().toLowerCase(), expected))
    throw refused('signature', 'The signature is wrong: is appSecret that of the Meta app that sends this?');
}

const refused = (fault: string, hint: string): Problem => new Problem('unauthenticated', { fault, hint });
