import { promises as dns, type LookupAddress } from 'node:dns';
import { ExchangeFailed } from './http-result.ts';

/** The addresses that a name resolves to at the moment. @throws Error */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/** As programs of this machine see names: `/etc/hosts` and `localhost` included. */
export const resolveHere: Resolve = (hostname) => dns.lookup(hostname, { all: true });

/** A name server that does not answer is asked a second time, and given up on after six seconds in all. */
const RESOLVER_OPTIONS = { timeout: 2000, tries: 2 };

/**
 * How long to wait for IPv6 addresses once the IPv4 ones are known: many name servers never answer when they have none.
 */
const SECOND_FAMILY_MS = 300;

/**
 * As the public internet sees names, queried over the network. `dns.lookup` would hold one of the process's few threads
 * for as long as a name server hangs, and with four of them the requests to all other receivers.
 * @param servers instead of the system's, as `address:port`
 */
export function publicResolver(servers?: readonly string[]): Resolve {
  let resolver: InstanceType<typeof dns.Resolver> | undefined;
  return async (hostname) => {
    if (resolver === undefined) {
      resolver = new dns.Resolver(RESOLVER_OPTIONS);
      if (servers) resolver.setServers(servers);
    }
    let cause: unknown;
    const of = (family: 4 | 6, answer: Promise<string[]>): Promise<LookupAddress[]> =>
      answer.then(
        (addresses) => addresses.map((address) => ({ address, family })),
        (error) => {
          cause ??= error;
          return [];
        },
      );
    const six = of(6, resolver.resolve6(hostname));
    const four = await of(4, resolver.resolve4(hostname));
    const addresses = [...four, ...(four.length > 0 ? await within(SECOND_FAMILY_MS, six) : await six)];
    if (addresses.length > 0) return addresses;
    throw new ExchangeFailed('dns', { cause });
  };
}

/** The addresses, or none when they take longer than `ms`. */
async function within<T>(ms: number, coming: Promise<T[]>): Promise<T[]> {
  const late = Promise.withResolvers<T[]>();
  const timer = setTimeout(() => late.resolve([]), ms);
  try {
    return await Promise.race([coming, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
