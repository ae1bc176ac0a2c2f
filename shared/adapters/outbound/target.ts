import { isPublic, literalAddress } from './addresses.ts';
import { MAX_URL_LENGTH } from './limits.ts';

/** Why a URL cannot be the target of our requests. */
export type TargetFault = 'url' | 'https' | 'no_credentials' | 'public_host' | 'port' | 'too_long';

/** Names that only ever mean the machine itself or its own network (RFC 6761, RFC 6762, RFC 8375, ICANN). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/;

/**
 * Ports above 1023 of services that would read a TLS client's bytes as commands: those that browsers refuse.
 * https://fetch.spec.whatwg.org/#port-blocking
 */
const BAD_PORTS = [
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
];

/** Of the ports that systems keep for known services, https has one. */
function isPortForHttps(port: string): boolean {
  return port === '' || (Number(port) > 1023 && !BAD_PORTS.includes(Number(port)));
}

/**
 * Checks a receiver's URL as far as its text allows: the addresses that its name resolves to are checked when a
 * connection is made, every time.
 *
 * @param allowPrivate plain http and addresses that are not public: on one's own machine only
 */
export function parseTarget(text: string, allowPrivate: boolean): { url: URL } | { fault: TargetFault } {
  if (text.length > MAX_URL_LENGTH) return { fault: 'too_long' };
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return { fault: 'url' };
  if (url.username !== '' || url.password !== '') return { fault: 'no_credentials' };
  if (allowPrivate) return { url };
  if (url.protocol !== 'https:') return { fault: 'https' };
  const literal = literalAddress(url.hostname);
  const unreachable = literal === undefined ? LOCAL_NAME.test(url.hostname) : !isPublic(literal);
  if (unreachable) return { fault: 'public_host' };
  return isPortForHttps(url.port) ? { url } : { fault: 'port' };
}
