import { publicResolver } from './resolve.ts';

/** Resolves names over the network, as the public internet does. */
export const resolvePublic = publicResolver();

/** Options of connections to another party's server. */
export const CONNECTION = {
  // A new connection each time: one kept alive may be closed by the receiver just as it is used again, and then it is
  // unknown whether the POST arrived.
  agent: false,
  // Each of several addresses gets twice the time that a distant one needs, not Node's quarter of a second.
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: 2_000,
  // Headers that proxies add (cookies, policies) can be far longer than Node's limit of 16 kB.
  maxHeaderSize: 256 * 1024,
  // Tolerates malformed headers (two lengths, bare line feeds): only the status counts, and the connection is not
  // reused.
  insecureHTTPParser: true,
};
