import { absent, type Item, type Key, versionIs } from '../../adapters/dynamo/expressions.ts';
import { packed, unpacked } from '../../adapters/dynamo/items/packed.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { remember } from '../../base/async/remember.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { OrderKind } from './moves.ts';

/** A part of the orders of a kind: those from its first on, up to the first of the next one. */
export interface Chunk {
  /** Where its ids lie. They never change. */
  sk: string;
  first: string;
  size: number;
}

/** Which orders were of which kind at an instant, by their ids: a list of chunks for each kind. */
export interface StatusSets {
  version: number;
  /** Epoch milliseconds: orders that were made and moves that happened until then, with it, are in them. */
  until: number;
  chunks: Partial<Record<OrderKind, readonly Chunk[]>>;
  /** Chunks that others came in the place of. */
  retired: readonly { sk: string; at: number }[];
}

const partition = (scope: Scope): string => `STATUSES#${scopeKey(scope)}`;
export const setsKey = (scope: Scope): Key => ({ pk: partition(scope), sk: 'SETS' });
export const setsLeaseKey = (scope: Scope): Key => ({ pk: partition(scope), sk: 'LEASE' });
export const chunkKey = (scope: Scope, sk: string): Key => ({ pk: partition(scope), sk });

export async function loadSets(
  table: Table,
  scope: Scope,
  options?: { eventually: boolean },
): Promise<StatusSets> {
  const item = await table.get(setsKey(scope), options);
  if (item === undefined) return { version: 0, until: 0, chunks: {}, retired: [] };
  return { ...(unpacked(item.content) as StatusSets), version: Number(item.version) };
}

interface SetsAsked {
  table: Table;
  scope: Scope;
}

const recentSets = remember(
  ({ table, scope }: SetsAsked) => loadSets(table, scope, { eventually: true }),
  // Well below the time that chunks stay when others come in their place.
  { keyOf: ({ scope }) => scopeKey(scope), lastsMs: 30_000, most: 100 },
);

/** The sets as of the last half minute: readers add later changes, so that older sets serve as well. */
export const loadRecentSets = (table: Table, scope: Scope): Promise<StatusSets> =>
  recentSets({ table, scope });

/** Makes these sets the current ones. @throws ConditionFailed when another worker was faster */
export const storeSets = (table: Table, scope: Scope, { version, ...sets }: StatusSets): Promise<void> =>
  table.put(
    { ...setsKey(scope), version: version + 1, content: packed(sets) },
    version === 0 ? absent : versionIs(version),
  );

export const chunkToItem = (scope: Scope, sk: string, ids: readonly string[]): Item => ({
  ...chunkKey(scope, sk),
  ids: packed(ids.join(' ')),
});

/** The ids of chunks, in their order. */
export async function loadChunks(
  table: Table,
  scope: Scope,
  chunks: readonly Chunk[],
  options?: { eventually: boolean },
): Promise<string[][]> {
  const keys = chunks.map(({ sk }) => chunkKey(scope, sk));
  const items = new Map((await table.batchGet(keys, options)).map((item) => [item.sk, item]));
  return chunks.map(({ sk }) => {
    const item = items.get(sk);
    if (item === undefined) throw new Error('A chunk of the orders of a status is missing');
    return String(unpacked(item.ids)).split(' ');
  });
}

/** The chunk that holds an id, or would. */
export function setPlaceOf(chunks: readonly Chunk[], id: string): number {
  let [low, high] = [0, chunks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((chunks[middle]?.first ?? '') <= id) low = middle;
    else high = middle - 1;
  }
  return low;
}
