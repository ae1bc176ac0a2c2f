import type { IncomingHttpHeaders } from 'node:http';

/** A response's headers, by lower-case name. */
export type KeptHeaders = Readonly<Record<string, string>>;

/** The most useful headers, which are kept first. */
const FIRST = ['retry-after', 'location', 'content-type', 'www-authenticate', 'server'];

/** Headers about the connection, redundant ones, and cookies, which are their sender's secrets. */
const LEFT_OUT = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'set-cookie',
  'set-cookie2',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** UTF-16 units of one header's value that are kept. */
const MAX_VALUE_LENGTH = 200;

/** UTF-16 units that are kept of all headers together, and of their names: a receiver may send a thousand of them. */
const MAX_KEPT = 1000;

/** The headers of a response that are shown to the endpoint's owner, within limits; undefined when there are none. */
export function keptHeaders(headers: IncomingHttpHeaders): KeptHeaders | undefined {
  const shown = Object.entries(headers).filter(([name, value]) => value !== undefined && !LEFT_OUT.has(name));
  const texts = shown.map(([name, value]) => [name, shortened(String(value))] as const);
  return withinBounds(Object.fromEntries(texts), MAX_KEPT);
}

/** As many of the headers as fit the limit in UTF-16 units, the most useful first; undefined when none fits. */
export function withinBounds(headers: KeptHeaders, most: number): KeptHeaders | undefined {
  let left = most;
  const rank = ([name]: readonly [string, string]) =>
    FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length;
  const ranked = Object.entries(headers).toSorted((a, b) => rank(a) - rank(b));
  const kept = ranked.filter(([name, value]) => {
    const size = name.length + value.length;
    if (size > left) return false;
    left -= size;
    return true;
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const shortened = (value: string): string =>
  value.length > MAX_VALUE_LENGTH ? `${value.slice(0, MAX_VALUE_LENGTH).toWellFormed()}…` : value;
