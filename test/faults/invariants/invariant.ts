import type { Acknowledged } from '../load/acknowledged.ts';
import type { LoadTenants } from '../load/load-tenants.ts';
import type { ReceivedWebhook } from '../receivers/receivers.ts';
import type { StoredItems } from './stored-items.ts';

/** What a run left behind. */
export interface Evidence {
  stored: StoredItems;
  acknowledged: Acknowledged;
  tenants: LoadTenants;
  received: readonly ReceivedWebhook[];
}

export interface Violation {
  what: string;
  /** What it is about; the journal has their histories. */
  ids: readonly string[];
  /** Whether it may resolve by itself, because what is missing may still be under way. */
  mayResolve: boolean;
}

/** Finds what violates one statement that has to be true when nothing is under way any more. */
export type Invariant = (evidence: Evidence) => Violation[];

/** A violation that may resolve by itself. */
export const missing = (what: string, ...ids: unknown[]): Violation => ({
  what,
  ids: ids.map(String),
  mayResolve: true,
});

/** A violation for good. */
export const violation = (what: string, ...ids: unknown[]): Violation => ({
  ...missing(what, ...ids),
  mayResolve: false,
});

/** The groups of more than one. */
export const duplicates = <T>(groups: ReadonlyMap<string, readonly T[]>): [string, readonly T[]][] =>
  [...groups].filter(([, group]) => group.length > 1);
