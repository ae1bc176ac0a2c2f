import { createHash } from 'node:crypto';
import { encodeTime, ulid } from 'ulid';

/** The prefix of every identifier that a client sees; the rest is a ULID, so ids of one kind sort by time. */
const prefixes = {
  order: 'ord',
  call: 'call',
  event: 'evt',
  tenant: 'tnt',
  apiKey: 'key',
  user: 'usr',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
  intakeHook: 'ihk',
  export: 'exp',
  request: 'req',
  ledgerEntry: 'txn',
  temporaryOrder: 'tmp',
  tracking: 'trk',
} as const;

export type IdKind = keyof typeof prefixes;

/** A new identifier: prefix, underscore, 26 lower-case characters (48 bits of time, 80 of chance). */
export function newId(kind: IdKind, now: Date): string {
  return `${prefixes[kind]}_${ulid(now.getTime()).toLowerCase()}`;
}

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The identifier that the same instant and seed always get, for what a repeated step must not make twice. It looks and
 * sorts like any other: 80 bits of the seed's SHA-256 stand in for the chance.
 */
export function derivedId(kind: IdKind, at: Date, seed: string): string {
  const digest = createHash('sha256').update(seed).digest().subarray(0, 16);
  const rest = Array.from(digest, (byte) => CROCKFORD[byte % 32]).join('');
  return `${prefixes[kind]}_${encodeTime(at.getTime()).toLowerCase()}${rest}`;
}

/** Whether a text has the shape of an identifier of that kind: a cheap check before a look-up. */
export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${prefixes[kind]}_[0-9a-z]{26,40}$`).test(text);
}
