import { promises as dns, type LookupAddress } from 'node:dns';
import { ExchangeFailed } from './outcome.ts';

/** The addresses that a name stands for at the moment. @throws Error */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/** As programs of this machine see names: `/etc/hosts` and `localhost` included. */
export const resolveHere: Resolve = (hostname) => dns.lookup(hostname, { all: true });

/** A name server that says nothing is asked a second time, and given up on after six seconds in all. */
const PATIENCE = { timeout: 2000, tries: 2 };

/**
 * As the public internet sees names, asked for over the network. `dns.lookup` would hold one of the process's few threads
 * for as long as a name server hangs, and with four of them the requests to all other receivers.
 * @param servers instead of the system's, as `address:port`
 */
export function publicResolver(servers?: readonly string[]): Resolve {
  let resolver: InstanceType<typeof dns.Resolver> | undefined;
  return async (hostname) => {
    if (resolver === undefined) {
      resolver = new dns.Resolver(PATIENCE);
      if (servers) resolver.setServers(servers);
    }
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = [...addressesOf(four, 4), ...addressesOf(six, 6)];
    if (addresses.length > 0) return addresses;
    throw new ExchangeFailed('dns', { cause: four.status === 'rejected' ? four.reason : undefined });
  };
}

const addressesOf = (answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] =>
  answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : [];
