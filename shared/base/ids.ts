import { createHash, randomBytes } from 'node:crypto';
import { decodeTime, encodeTime } from 'ulid';

/** The prefix of every identifier that a client sees; the rest is a ULID, so ids of one kind sort by time. */
const prefixes = {
  order: 'ord',
  call: 'call',
  testCall: 'tcl',
  event: 'evt',
  tenant: 'tnt',
  apiKey: 'key',
  user: 'usr',
  member: 'mem',
  savedView: 'viw',
  session: 'ses',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
  webhookRecovery: 'whr',
  intakeHook: 'ihk',
  export: 'exp',
  request: 'req',
  ledgerEntry: 'txn',
  temporaryOrder: 'tmp',
  tracking: 'trk',
  bulkJob: 'blk',
} as const;

export type IdKind = keyof typeof prefixes;

/**
 * A new identifier: prefix, underscore, 26 lower-case characters (48 bits of time, 80 of chance). The chance is drawn at
 * once: the library asks the system for each character, at ten times the cost.
 */
export const newId = (kind: IdKind, now: Date): string => idOf(kind, now, randomBytes(16));

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/** @param chance 16 bytes, of which five bits each count */
function idOf(kind: IdKind, at: Date, chance: Uint8Array): string {
  const rest = Array.from(chance, (byte) => CROCKFORD[byte % 32]).join('');
  return `${prefixes[kind]}_${encodeTime(at.getTime()).toLowerCase()}${rest}`;
}

/**
 * The identifier that the same instant and seed always get, for what a repeated step must not make twice. It looks and
 * sorts like any other: 80 bits of the seed's SHA-256 replace the random part.
 */
export function derivedId(kind: IdKind, at: Date, seed: string): string {
  return idOf(kind, at, createHash('sha256').update(seed).digest().subarray(0, 16));
}

/** The largest time that the 48 bits in an id can hold. */
const LATEST = 2 ** 48 - 1;

/**
 * The ids of a kind that were made in a time, as a range of sort keys with both ends included: from `since` on and
 * before `until`, of which either may be left out.
 */
export function idsBetween(
  kind: IdKind,
  since: Date | undefined,
  until: Date | undefined,
): readonly [from: string, to: string] {
  const prefix = `${prefixes[kind]}_`;
  const timed = (at: Date) => prefix + encodeTime(Math.min(Math.max(at.getTime(), 0), LATEST)).toLowerCase();
  // An id starts with its time, so it sorts after that time alone. `~` comes after every character of an id.
  return [since ? timed(since) : prefix, until ? timed(until) : `${prefix}~`];
}

/** When an id says that it was made. */
export function timeOfId(id: string): Date {
  return new Date(decodeTime(id.slice(id.indexOf('_') + 1, id.indexOf('_') + 27).toUpperCase()));
}

/** Whether a text has the shape of an identifier of that kind: a cheap check before a look-up. */
export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${prefixes[kind]}_[0-9a-z]{26,40}$`).test(text);
}
