import { REPLICATED_MS } from '../../adapters/dynamo/query.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { Segment } from './segment.ts';

/** A process's knowledge of a scope's words from its last search. */
interface Known {
  segments: readonly Segment[];
  /** When it first saw each segment, by the process's own clock. */
  since: ReadonlyMap<string, number>;
  /** About how many orders have words. */
  orders: number;
}

const known = new Map<string, Known>();
/** Scopes that one process knows. */
const MAX_KNOWN = 100;

/** Remembers which segments there are. @param recent how many entries no segment holds */
export function noteWords(scope: Scope, segments: readonly Segment[], recent: number): void {
  const [key, now] = [scopeKey(scope), performance.now()];
  const before = known.get(key)?.since;
  known.delete(key);
  known.set(key, {
    segments,
    since: new Map(segments.map(({ id }) => [id, before?.get(id) ?? now])),
    orders: recent + segments.reduce((sum, { size, undone }) => sum + size - 2 * undone.length, 0),
  });
  const [oldest = key] = known.keys();
  if (known.size > MAX_KNOWN) known.delete(oldest);
}

/** Whether every read of a segment's items finds them as they will always be. */
export function isSettled(scope: Scope, segmentId: string): boolean {
  const since = known.get(scopeKey(scope))?.since.get(segmentId);
  return since !== undefined && performance.now() - since >= REPLICATED_MS;
}

/** The segments that there were at the last search, of which most are there still. */
export const settledSegments = (scope: Scope): Segment[] =>
  known.get(scopeKey(scope))?.segments.filter(({ id }) => isSettled(scope, id)) ?? [];

/** About how many orders there were at the last search; undefined before the first one. */
export const ordersKnown = (scope: Scope): number | undefined => known.get(scopeKey(scope))?.orders;
