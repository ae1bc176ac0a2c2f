import type { Migration } from './migrate.ts';

/**
 * All there are, the oldest first. 0.2.0 is the first release whose stored items later ones read. Whoever changes their form
 * adds a migration here, lets the release read both, and writes the new one only.
 */
export const migrations: readonly Migration[] = [];
