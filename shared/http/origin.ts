import { Problem } from '../base/problem.ts';
import type { Exchange } from './exchange.ts';

/**
 * Lets only the console's own pages write in a session's name. Browsers name the page's origin with every write.
 * @throws Problem foreign_origin
 */
export function requireOwnOrigin({ headers }: Pick<Exchange, 'headers'>, mayBeMissing = false): void {
  const { origin, host } = headers;
  if (origin === undefined && mayBeMissing) return;
  if (origin === undefined || !isOwn(origin, host)) throw new Problem('foreign_origin');
}

function isOwn(origin: string, host: string | undefined): boolean {
  const own = process.env.PUBLIC_URL ?? '';
  if (origin === own) return true;
  // One machine has several names; a page of another host is never served under the requested name.
  return host !== undefined && origin === `${own.startsWith('https:') ? 'https' : 'http'}://${host}`;
}
