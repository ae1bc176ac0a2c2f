import { createHash, createHmac } from 'node:crypto';
import { isEqualSecret } from '../../../adapters/signing/equal.ts';
import { Problem } from '../../../base/problem.ts';

/** A request as Twilio signed it. */
export interface SignedRequest {
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  /** As Twilio was given it: our public URL, query included. */
  url: string;
  rawBody: string;
}

/**
 * Checks `X-Twilio-Signature`: base64 of HMAC-SHA1 over the URL and each POST parameter's name and value, sorted by name,
 * with the account's primary auth token. The URL counts as it was given, without a port, and with the default one. Of a body
 * that is no form the query holds the SHA-256 (`bodySHA256`), and the URL alone is signed.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @returns the parameters of a form
 * @throws Problem unauthenticated with the likely cause
 */
export function verifyTwilio({ headers, url, rawBody }: SignedRequest, authToken: string): URLSearchParams {
  if (headers['x-twilio-webhooks-signature-settings'] !== undefined)
    throw refused(
      'settings',
      'Webhooks are signed with a key of their own, which is not supported: sign with the auth token',
    );
  const given = headers['x-twilio-signature'];
  if (given === undefined || given === '') throw refused('missing', 'X-Twilio-Signature is missing');
  const isForm = /^\s*application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
  const form = new URLSearchParams(isForm ? rawBody : '');
  const isProven = urlsOf(url).some((candidate) =>
    isEqualSecret(given, signatureOf(authToken, candidate, form)),
  );
  const hash = new URL(url).searchParams.get('bodySHA256');
  const isBody =
    hash === null || isForm || isEqualSecret(hash, createHash('sha256').update(rawBody).digest('hex'));
  if (!isProven || !isBody || (hash === null && !isForm && rawBody !== ''))
    throw refused(
      'signature',
      'The signature is wrong: is authToken the primary auth token, and PUBLIC_URL the address that Twilio calls?',
    );
  return form;
}

const refused = (fault: string, hint: string): Problem => new Problem('unauthenticated', { fault, hint });

/** Repeated parameters are unique and sorted; blank ones count. */
function signatureOf(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  const parts = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + parts.join(''))
    .digest('base64');
}

/** A URL as it is, without its port, and with its scheme's own. Its text stays: what is encoded stays as it was. */
function urlsOf(url: string): string[] {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]+)(.*)$/s.exec(url) ?? [];
  const bare = host.replace(/:\d+$/, '');
  const standard = scheme === 'https://' ? 443 : 80;
  return [url, `${scheme}${bare}${rest}`, `${scheme}${bare}:${standard}${rest}`];
}
