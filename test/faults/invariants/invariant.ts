import type { Acknowledged } from '../load/acknowledged.ts';
import type { LoadTenants } from '../load/load-tenants.ts';
import type { ReceivedWebhook } from '../receivers/receivers.ts';
import type { Stored } from './stored-items.ts';

/** All that is known of a run. */
export interface Evidence {
  stored: Stored;
  acknowledged: Acknowledged;
  tenants: LoadTenants;
  received: readonly ReceivedWebhook[];
}

/** Something that should not be so. */
export interface Contradiction {
  what: string;
  /** Whose history tells more. */
  ids: readonly string[];
  /** Time may still mend it: what is missing may be on its way. */
  mayPass: boolean;
}

export type Check = (evidence: Evidence) => Contradiction[];

export const missing = (what: string, ...ids: unknown[]): Contradiction => ({
  what,
  ids: ids.map(String),
  mayPass: true,
});

export const wrong = (what: string, ...ids: unknown[]): Contradiction => ({
  ...missing(what, ...ids),
  mayPass: false,
});

/** Those of the groups that hold more than one. */
export const repeated = <T>(groups: ReadonlyMap<string, readonly T[]>): [string, readonly T[]][] =>
  [...groups].filter(([, group]) => group.length > 1);
