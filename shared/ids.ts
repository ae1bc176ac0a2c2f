import { ulid } from 'ulid';

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
} as const;

export type IdKind = keyof typeof prefixes;

/** A new identifier: prefix, underscore, 26 lower-case characters (48 bits of time, 80 of chance). */
export function newId(kind: IdKind, now: Date): string {
  return `${prefixes[kind]}_${ulid(now.getTime()).toLowerCase()}`;
}

/** Whether a text has the shape of an identifier of that kind: a cheap check before a look-up. */
export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${prefixes[kind]}_[0-9a-z]{26,40}$`).test(text);
}
