import { setTimeout } from 'node:timers/promises';
import type { Item } from '../../adapters/dynamo/expressions.ts';
import { whileLeased } from '../../adapters/dynamo/lease.ts';
import { REPLICATED_MS } from '../../adapters/dynamo/query.ts';
import type { Page, Table } from '../../adapters/dynamo/table.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { idsCreated, SEARCH_SHARDS, searchPartition, timeOfOrder } from '../rows/search-row.ts';
import {
  AT_FIRST,
  isKind,
  type KindCode,
  MOVE_SHARDS,
  type Move,
  moveFromKey,
  movesBetween,
  movesByOrder,
  movesPartition,
  orderKinds,
} from './moves.ts';
import {
  type Chunk,
  chunkKey,
  chunkToItem,
  loadChunks,
  loadSets,
  type StatusSets,
  setPlaceOf,
  setsLeaseKey,
  storeSets,
} from './sets.ts';

export interface StatusLimits {
  /** New orders and moves that are worth the work. */
  worth: number;
  /** Rows of a partition that are taken at a time. */
  atOnce: number;
  /** Ids of a chunk: about 17 bytes each. */
  chunk: number;
  /** After this time every change is stored, and the index has it: no function runs longer. */
  settledMs: number;
  /** How long a new chunk is written before lists read it, which they do eventually consistently. */
  replicatedMs: number;
  /** How long a chunk stays for lists that still read it. */
  retiredMs: number;
  /** When no other part is begun: what comes in faster than it is put together would hold the worker until it is stopped. */
  workMs: number;
}

export const STATUS_LIMITS: StatusLimits = {
  worth: 1000,
  atOnce: 5000,
  chunk: 4000,
  settledMs: 60_000,
  replicatedMs: REPLICATED_MS,
  retiredMs: 120_000,
  workMs: 300_000,
};

interface StatusServices {
  table: Table;
  clock: Clock;
  wait?: (ms: number) => Promise<unknown>;
}

/**
 * Adds the changes of orders since the last time to the sets of their kinds, if there are enough of them. Readers of the
 * sets add later changes themselves: what they find is the same before and after. It may be stopped at any point and run
 * any number of times; one worker per scope at a time.
 */
export async function keepStatuses(
  services: StatusServices,
  scope: Scope,
  limits = STATUS_LIMITS,
): Promise<void> {
  const { table, wait = setTimeout } = services;
  await whileLeased(services, setsLeaseKey(scope), async () => {
    const until = performance.now() + limits.workMs;
    while (performance.now() < until) {
      const sets = await loadSets(table, scope);
      const now = services.clock().getTime();
      const facts = await readFacts(table, scope, sets.until, now - limits.settledMs, limits.atOnce);
      if (facts.created.length + facts.moves.length < limits.worth) return;
      const next = await nextSets(table, scope, sets, facts, now, limits);
      await wait(limits.replicatedMs);
      await storeSets(table, scope, next);
    }
  });
}

/** The changes after an instant, up to and including another. They are final. */
interface Facts {
  created: string[];
  moves: Move[];
  until: number;
}

async function readFacts(
  table: Table,
  scope: Scope,
  after: number,
  to: number,
  limit: number,
): Promise<Facts> {
  if (to <= after) return { created: [], moves: [], until: after };
  const [rows, moves] = await Promise.all([
    inShards(SEARCH_SHARDS, (shard) => {
      const between = idsCreated(new Date(after + 1), new Date(to));
      return table.query({ pk: searchPartition(scope, shard), between, limit });
    }),
    inShards(MOVE_SHARDS, (shard) => {
      const pk = movesPartition(scope, shard);
      return table.query({ pk, index: 'sparse', between: movesBetween(after, to), limit });
    }),
  ]);
  // Where a partition has more, it is complete up to before the last that it gave.
  const cut = (page: Page, timeOf: (item: Item) => number) => {
    const last = page.items.at(-1);
    return page.next && last ? timeOf(last) - 1 : to;
  };
  const timeOfMove = ({ sparseSk }: Item) => moveFromKey(sparseSk).at;
  const timeOfRow = ({ sk }: Item) => timeOfOrder(sk);
  const until = Math.min(
    ...rows.map((page) => cut(page, timeOfRow)),
    ...moves.map((page) => cut(page, timeOfMove)),
  );
  const created = rows.flatMap(({ items }) => items.map(({ sk }) => sk));
  const moved = moves.flatMap(({ items }) => items.map(({ sparseSk }) => moveFromKey(sparseSk)));
  return {
    created: created.filter((id) => timeOfOrder(id) <= until),
    moves: moved.filter(({ at }) => at <= until),
    until,
  };
}

const inShards = <T>(count: number, read: (shard: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, shard) => read(shard)));

async function nextSets(
  table: Table,
  scope: Scope,
  sets: StatusSets,
  { created, moves, until }: Facts,
  now: number,
  limits: StatusLimits,
): Promise<StatusSets> {
  const changes = new Map<string, { from: KindCode | undefined; to: KindCode }>(movesByOrder(moves));
  for (const id of created) changes.set(id, { from: undefined, to: changes.get(id)?.to ?? AT_FIRST });
  const next = { ...sets.chunks };
  const retired: { sk: string; at: number }[] = [];
  for (const kind of orderKinds) {
    const added: string[] = [];
    const removed = new Set<string>();
    for (const [id, { from, to }] of changes) {
      if (isKind(to, kind) === isKind(from, kind)) continue;
      if (isKind(to, kind)) added.push(id);
      else removed.add(id);
    }
    if (added.length === 0 && removed.size === 0) continue;
    const known = sets.chunks[kind] ?? [];
    const { parts, gone } = await replaced(table, scope, known, added, removed, limits.chunk);
    const chunks: Chunk[] = [];
    const items: Item[] = [];
    for (const part of parts)
      if ('sk' in part) chunks.push(part);
      else {
        // After a worker died, the next one writes these again at the same version.
        const sk = `IDS#${sets.version + 1}#${kind}#${chunks.length}`;
        chunks.push({ sk, first: part.ids[0] ?? '', size: part.ids.length });
        items.push(chunkToItem(scope, sk, part.ids));
      }
    await table.batchWrite(items.map((put) => ({ put })));
    next[kind] = chunks;
    retired.push(...gone.map(({ sk }) => ({ sk, at: now })));
  }
  const isOver = ({ at }: { at: number }) => at <= now - limits.retiredMs;
  const over = sets.retired.filter(isOver);
  await table.batchWrite(over.map(({ sk }) => ({ delete: chunkKey(scope, sk) })));
  const left = sets.retired.filter((chunk) => !isOver(chunk));
  return { version: sets.version, until, chunks: next, retired: [...left, ...retired] };
}

type Part = Chunk | { ids: string[] };

/** Chunks with others in the place of those that change. */
async function replaced(
  table: Table,
  scope: Scope,
  chunks: readonly Chunk[],
  added: readonly string[],
  removed: ReadonlySet<string>,
  size: number,
): Promise<{ parts: Part[]; gone: Chunk[] }> {
  const addedTo = Map.groupBy(added, (id) => setPlaceOf(chunks, id));
  const touched = new Set([...addedTo.keys(), ...[...removed].map((id) => setPlaceOf(chunks, id))]);
  const parts: Part[] = [];
  const gone: Chunk[] = [];
  let open: string[] = [];
  const close = () => {
    // Full ones leave room: ids come at the end, mostly.
    for (; open.length > size; open = open.slice((size * 3) / 4))
      parts.push({ ids: open.slice(0, (size * 3) / 4) });
    if (open.length > 0) parts.push({ ids: open });
    open = [];
  };
  for (let place = 0; place < Math.max(1, chunks.length); place++) {
    const chunk = chunks[place];
    // A chunk that became small is joined with the next one.
    const isChanged = touched.has(place) || (open.length > 0 && open.length < size / 8);
    if (!isChanged) {
      close();
      if (chunk) parts.push(chunk);
      continue;
    }
    const [before = []] = chunk ? await loadChunks(table, scope, [chunk]) : [];
    if (chunk) gone.push(chunk);
    const ids = new Set([...before.filter((id) => !removed.has(id)), ...(addedTo.get(place) ?? [])]);
    open.push(...[...ids].sort());
    if (open.length >= size / 8) close();
  }
  close();
  return { parts, gone };
}
