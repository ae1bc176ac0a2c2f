import { publicResolver } from './resolve.ts';

/** The internet's way from names to addresses. */
export const resolvePublic = publicResolver();

/** How we connect to another party's server. */
export const CONNECTION = {
  // A new connection each time: one kept alive may be closed by the receiver just as it is used again, and a POST that
  // fails so cannot be told from one that arrived.
  agent: false,
  // Each of several addresses gets twice the time that a distant one needs, not Node's quarter of a second.
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: 2_000,
  // Cookies and policies that pile up behind proxies are far longer than the 16 kB that Node takes.
  maxHeaderSize: 256 * 1024,
  // Two lengths, lines that end alone: only the status counts, and no other answer follows on the connection.
  insecureHTTPParser: true,
};
