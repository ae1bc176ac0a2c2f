import type { Table } from '../../adapters/dynamo/table.ts';
import { remember } from '../../base/async/remember.ts';
import type { Scope } from '../../base/scope.ts';
import { type FoundId, idsCreated, rowFromItem, SEARCH_SHARDS, searchPartition } from '../rows/search-row.ts';
import {
  isKind,
  MOVE_SHARDS,
  type Move,
  moveFromKey,
  movesBetween,
  movesByOrder,
  movesPartition,
  type OrderKind,
} from './moves.ts';
import { type Chunk, loadChunks, type StatusSets, setPlaceOf } from './sets.ts';

export interface KindQuery {
  kind: OrderKind;
  /** Created at or after. */
  from?: Date | undefined;
  /** Created at or before. */
  to?: Date | undefined;
}

export interface PageWindow {
  /** Newest first. */
  descending: boolean;
  offset: number;
  limit: number;
}

/** Orders of a kind that were created one after the other. */
interface Part {
  size: number;
  /** In the order of their creation. */
  ids: () => Promise<readonly string[]>;
}

const EVENTUALLY = { eventually: true } as const;
const FOR_EVER = 9e13;

/**
 * A page of the orders of a kind by the time of creation, and the exact number of them: from the sets, with the moves
 * since and the orders that were made since. It costs the changes since and one chunk, however many orders there are.
 * @returns undefined where no sets are kept yet: there are few orders
 */
export async function pageOfKind(
  table: Table,
  scope: Scope,
  { kind, from, to }: KindQuery,
  { descending, offset, limit }: PageWindow,
  { version, until, chunks }: StatusSets,
): Promise<{ found: FoundId[]; total: number } | undefined> {
  if (version === 0) return undefined;
  const [first, last] = idsCreated(from, to);
  const [begin] = idsCreated(new Date(until + 1), undefined);
  const end = idsCreated(undefined, new Date(until))[1];
  const idsOf = chunkReader(table, scope);
  // The chunk that the page begins in is known, except for changes since: it is read at the same time.
  const likely = placeOfPage(chunks[kind] ?? [], { descending, offset }, { first, last });
  if (likely) idsOf(likely).catch(() => undefined);
  const [young, moves] = await Promise.all([
    findYoung(table, scope, kind, first > begin ? first : begin, last),
    loadMoves(table, scope, until),
  ]);
  const changed = [...movesByOrder(moves)].filter(([id]) => id < begin && id >= first && id <= last);
  const added = changed.flatMap(([id, move]) =>
    isKind(move.to, kind) && !isKind(move.from, kind) ? [id] : [],
  );
  const removed = changed.flatMap(([id, move]) =>
    isKind(move.from, kind) && !isKind(move.to, kind) ? [id] : [],
  );
  const old = await partsOf(idsOf, chunks[kind] ?? [], { added, removed, first, last, end });
  const parts: Part[] = [...old, { size: young.size, ids: async () => [...young.keys()].sort() }];

  const total = parts.reduce((sum, { size }) => sum + size, 0);
  const ids: string[] = [];
  let toPass = offset;
  for (const part of descending ? parts.toReversed() : parts) {
    if (ids.length === limit) break;
    if (part.size <= toPass) {
      toPass -= part.size;
      continue;
    }
    const inOrder = descending ? (await part.ids()).toReversed() : await part.ids();
    ids.push(...inOrder.slice(toPass, toPass + limit - ids.length));
    toPass = 0;
  }
  return { found: ids.map((id) => ({ id, contentRevision: young.get(id) })), total };
}

/** The ids of a chunk, which never change. */
type ChunkReader = (chunk: Chunk) => Promise<readonly string[]>;

/** Reads each chunk once. */
const chunkReader = (table: Table, scope: Scope): ChunkReader =>
  remember(
    async (chunk: Chunk) => {
      const [ids = []] = await loadChunks(table, scope, [chunk], EVENTUALLY);
      return ids;
    },
    { keyOf: ({ sk }) => sk },
  );

/** The chunk that a page of a time begins in, if nothing happened since the chunks were made. */
function placeOfPage(
  chunks: readonly Chunk[],
  { descending, offset }: Pick<PageWindow, 'descending' | 'offset'>,
  { first, last }: Pick<Since, 'first' | 'last'>,
): Chunk | undefined {
  const ofTime = chunks.filter((chunk, place) => {
    const next = chunks[place + 1]?.first;
    return chunk.first <= last && !(next !== undefined && next <= first);
  });
  let toPass = offset;
  for (const chunk of descending ? ofTime.toReversed() : ofTime) {
    if (toPass < chunk.size) return chunk;
    toPass -= chunk.size;
  }
  return undefined;
}

interface Since {
  added: readonly string[];
  removed: readonly string[];
  /** Ids, both included. */
  first: string;
  last: string;
  /** A bound that all ids of the chunks come before. */
  end: string;
}

/** The total of chunks and of what changed since, within a period. Only those at its edges are read for their size. */
async function partsOf(
  idsOf: ChunkReader,
  chunks: readonly Chunk[],
  { added, removed, first, last, end }: Since,
): Promise<Part[]> {
  const addedTo = Map.groupBy(added, (id) => setPlaceOf(chunks, id));
  const removedFrom = Map.groupBy(removed, (id) => setPlaceOf(chunks, id));
  const parts = Array.from({ length: Math.max(1, chunks.length) }, async (_, place): Promise<Part> => {
    const [more, less] = [addedTo.get(place) ?? [], removedFrom.get(place) ?? []];
    const chunk = chunks[place];
    const read = async () => {
      const ids = chunk ? await idsOf(chunk) : [];
      const left = ids.filter((id) => id >= first && id <= last && !less.includes(id));
      return [...left, ...more].sort();
    };
    const next = chunks[place + 1]?.first;
    if (chunk === undefined || chunk.first > last || (next !== undefined && next <= first))
      return { size: more.length, ids: async () => more.toSorted() };
    const isWhole = chunk.first >= first && (next ?? end) <= last;
    if (isWhole) return { size: chunk.size + more.length - less.length, ids: read };
    const ids = await read();
    return { size: ids.length, ids: async () => ids };
  });
  return Promise.all(parts);
}

/** With the revisions of their contents. */
async function findYoung(
  table: Table,
  scope: Scope,
  kind: OrderKind,
  first: string,
  last: string,
): Promise<Map<string, FoundId['contentRevision']>> {
  const young = new Map<string, FoundId['contentRevision']>();
  if (first > last) return young;
  const shards = Array.from({ length: SEARCH_SHARDS }, async (_, shard) => {
    const query = { pk: searchPartition(scope, shard), between: [first, last], ...EVENTUALLY } as const;
    for await (const item of table.all(query)) {
      const { id, contentRevision, status, marks } = rowFromItem(item);
      if ([status, ...marks].includes(kind)) young.set(id, contentRevision);
    }
  });
  await Promise.all(shards);
  return young;
}

async function loadMoves(table: Table, scope: Scope, after: number): Promise<Move[]> {
  const shards = Array.from({ length: MOVE_SHARDS }, async (_, shard) => {
    const moves: Move[] = [];
    const query = {
      pk: movesPartition(scope, shard),
      index: 'sparse',
      between: movesBetween(after, FOR_EVER),
    } as const;
    for await (const { sparseSk } of table.all(query)) moves.push(moveFromKey(sparseSk));
    return moves;
  });
  return (await Promise.all(shards)).flat();
}
