import { createHmac } from 'node:crypto';
import { standardKey } from './secrets.ts';

/** The signed parts: the event's id, which never changes, and the exact text that is sent. */
export interface Signable {
  id: string;
  body: string;
}

/** The headers of the APIs that we are compatible with; each signs the body alone, with the secret's text as the key. */
export type LegacySignature = 'talkyria' | 'telyport';

const LEGACY: Readonly<Record<LegacySignature, { header: string; prefix: string }>> = {
  talkyria: { header: 'X-Talkyria-Signature', prefix: 'sha256=' },
  telyport: { header: 'X-Telyport-Signature', prefix: '' },
};

/** `X-Talkyria-Signature: sha256=<hex>` or `X-Telyport-Signature: <hex>`. */
export function legacyHeader(kind: LegacySignature, secret: string, body: string): Record<string, string> {
  const { header, prefix } = LEGACY[kind];
  return { [header]: `${prefix}${createHmac('sha256', secret).update(body).digest('hex')}` };
}

/** Standard Webhooks' signature of one secret: `v1,<base64>`. */
export function standardSignature(secret: string, { id, body }: Signable, timestamp: number): string {
  const content = `${id}.${timestamp}.${body}`;
  return `v1,${createHmac('sha256', standardKey(secret)).update(content).digest('base64')}`;
}

/**
 * The Standard Webhooks headers, signed with every secret. The timestamp, in seconds, is the attempt's own.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardHeaders(
  secrets: readonly string[],
  signable: Signable,
  now: Date,
): Record<string, string> {
  const timestamp = Math.floor(now.getTime() / 1000);
  return {
    'webhook-id': signable.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => standardSignature(secret, signable, timestamp)).join(' '),
  };
}

/** Headers with a mark in place of each signature: `v1,…`. */
export const withoutSignatures = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const prefixes = new Map(Object.values(LEGACY).map(({ header, prefix }) => [header, prefix]));
  prefixes.set('webhook-signature', 'v1,');
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const prefix = prefixes.get(name);
      return [name, prefix === undefined ? value : `${prefix}…`];
    }),
  );
};
