import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ExchangeFailed } from './http-result.ts';
import type { Resolve } from './resolve.ts';

/** All IPv6 addresses that are routed on the public internet (IANA, IPv6 address space). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is on the public internet. Loopback, private, link-local (cloud metadata and Lambda's own runtime
 * API), CGNAT, multicast and reserved ones are not, nor is any IPv6 form that embeds an IPv4 address.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
}

/** The address that a URL's host is, when it is one and not a name: `[::1]` and `127.0.0.1`. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

/**
 * Resolves a name for a connection and allows only what may be connected to. The connection uses these very addresses,
 * so that a name cannot mean another one a moment later. A single forbidden address refuses the name.
 */
export function guardedLookup(allowPrivate: boolean, resolve: Resolve): LookupFunction {
  const resolveGuarded = async (hostname: string): Promise<LookupAddress[]> => {
    const addresses = await resolve(hostname);
    if (addresses.length === 0) throw new ExchangeFailed('dns');
    const allowed = allowPrivate || addresses.every(({ address }) => isPublic(address));
    if (!allowed) throw new ExchangeFailed('blocked_address');
    return addresses;
  };
  return (hostname, options, callback) => {
    resolveGuarded(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all || first === undefined) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, []),
    );
  };
}
