import type { Migration } from './migrate.ts';

/**
 * All there are, the oldest first. 0.2.0 is the first release whose stored items later ones read. A change of their form
 * comes with a migration here; that release reads both forms and writes only the new one.
 */
export const migrations: readonly Migration[] = [];
