import type { DialectName } from '../../base/dialect-name.ts';
import { confirmation } from './confirmation.ts';
import { delivery } from './delivery.ts';
import type { Dialect } from './dialect.ts';
import { intake } from './intake.ts';
import { orders } from './orders.ts';
import { callbacks, consolePages, meta, platform } from './platform.ts';

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  confirmation,
  orders,
  intake,
  delivery,
  platform,
  callbacks,
  console: consolePages,
  meta,
};

/** The dialect that a path belongs to; `meta` has all other paths. */
export function dialectOf(path: string): Dialect {
  const inside = ({ prefix }: Dialect) => path === prefix || path.startsWith(`${prefix}/`);
  const named = Object.values(dialects).filter(({ prefix }) => prefix !== '');
  return named.find(inside) ?? meta;
}
