import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { present } from '../../adapters/dynamo/expressions.ts';
import { LEASE_MS, whileLeased } from '../../adapters/dynamo/lease.ts';
import { REPLICATED_MS } from '../../adapters/dynamo/query.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { ENTRY_SHARDS, entryPartition, type WordEntry, wordEntryFromItem } from './entry.ts';
import { batchToItem, leaseKey, loadManifest, type Manifest, manifestWrite } from './manifest.ts';
import { mergeSegments, sealEntries } from './merge-segments.ts';
import { deleteSegment, type Segment } from './segment.ts';
import { WORD_LIMITS, type WordLimits } from './word-items.ts';

export interface SearchServices {
  table: Table;
  clock: Clock;
  wait?: (ms: number) => Promise<unknown>;
}

export interface KeepLimits {
  /** Entries that go into one batch, at most 99: one transaction takes them from where they were. */
  entries: number;
  /** Batches that go into one segment, at least. */
  batches: number;
  /** Segments of a size that become one. */
  segments: number;
  /** Documents that are merged into one segment, at most: their names fit in the worker's memory. */
  docs: number;
  /** How long a batch stays where a search that began before it looks for it. */
  batchMs: number;
  /** How long a new segment is written before searches read it, which they do eventually consistently. */
  replicatedMs: number;
  /** How long a merged segment stays for searches that still read it. */
  retiredMs: number;
  /** When no other work is begun. */
  workMs: number;
  words: WordLimits;
}

export const KEEP_LIMITS: KeepLimits = {
  entries: 96,
  batches: 6,
  segments: 6,
  docs: 1_500_000,
  batchMs: 10_000,
  replicatedMs: REPLICATED_MS,
  retiredMs: 120_000,
  workMs: 300_000,
  words: WORD_LIMITS,
};

/** What was begun and is not done by then was given up. */
const UNFINISHED_MS = 2 * LEASE_MS;

/**
 * Puts the words of new and changed orders together, so that searches read little: entries into batches, batches into
 * segments, segments into larger ones. What is found is the same before and after, and at any moment between; it may be
 * stopped at any point and run any number of times. One worker per scope at a time; others return.
 */
export async function keepSearch(
  services: SearchServices,
  scope: Scope,
  limits = KEEP_LIMITS,
): Promise<void> {
  const until = performance.now() + limits.workMs;
  do {
    const work = () => processBacklog(services, scope, limits, until);
    if (!(await whileLeased(services, leaseKey(scope), work))) return;
    // Workers that came meanwhile have given up.
  } while (performance.now() < until && (await readEntries(services.table, scope)).length >= limits.entries);
}

async function processBacklog(
  services: SearchServices,
  scope: Scope,
  limits: KeepLimits,
  until: number,
): Promise<void> {
  const { table, clock, wait = setTimeout } = services;
  while (performance.now() < until) {
    await gatherEntries(services, scope, limits);
    const { manifest, batches } = await loadManifest(table, scope);
    const now = clock().getTime();
    const replicated = () => wait(limits.replicatedMs);
    const keeping = { table, scope, now, replicated, limits: limits.words };
    // By the time that it is replaced: its segment is replicated first.
    const old = batches.filter(({ at }) => at <= now - limits.batchMs + limits.replicatedMs);
    const group = segmentsToMerge(manifest.segments, limits);
    if (old.length >= limits.batches) await sealEntries(keeping, manifest, old.slice(0, MAX_BATCHES));
    else if (group) await mergeSegments(keeping, manifest, group);
    else if (batches.length >= limits.batches) await wait(limits.batchMs);
    else return clean(services, scope, manifest, limits);
  }
}

/** A transaction takes a hundred writes. */
const MAX_BATCHES = 98;

async function gatherEntries(
  { table, clock }: SearchServices,
  scope: Scope,
  { entries: wanted }: KeepLimits,
) {
  for (;;) {
    const entries = await readEntries(table, scope);
    if (entries.length < wanted) return;
    for (let start = 0; start + wanted <= entries.length; start += wanted) {
      const taken = entries.slice(start, start + wanted);
      const at = clock().getTime();
      const id = `${String(at).padStart(14, '0')}-${randomUUID().slice(0, 8)}`;
      await table.transact([
        { put: batchToItem(scope, { id, at, entries: taken.map(({ entry }) => entry) }) },
        ...taken.map(({ pk, entry: { key } }) => ({ delete: { pk, sk: key }, if: present })),
      ]);
    }
  }
}

async function readEntries(table: Table, scope: Scope): Promise<{ pk: string; entry: WordEntry }[]> {
  const shards = Array.from({ length: ENTRY_SHARDS }, (_, shard) => entryPartition(scope, shard));
  const pages = await Promise.all(shards.map((pk) => table.query({ pk, limit: 1000 })));
  return pages.flatMap(({ items }) => items.map((item) => ({ pk: item.pk, entry: wordEntryFromItem(item) })));
}

/** Segments of about the same size, when there are enough of them; the oldest orders first. */
function segmentsToMerge(segments: readonly Segment[], limits: KeepLimits): Segment[] | undefined {
  const levelOf = ({ size }: Segment) =>
    Math.max(0, Math.floor(Math.log(size / (limits.entries * limits.batches)) / Math.log(limits.segments)));
  const levels = Map.groupBy(segments, levelOf);
  return [...levels.values()]
    .filter((group) => group.length >= limits.segments)
    .map((group) => group.toSorted((a, b) => (a.from < b.from ? -1 : 1)).slice(0, limits.segments))
    .find((group) => group.reduce((sum, { size }) => sum + size, 0) <= limits.docs);
}

/** Deletes what is no longer read. */
async function clean({ table, clock }: SearchServices, scope: Scope, manifest: Manifest, limits: KeepLimits) {
  const now = clock().getTime();
  const isOver = (after: number) => (segment: { at: number }) => segment.at <= now - after;
  const retired = manifest.retired.filter(isOver(limits.retiredMs));
  const unfinished = manifest.unfinished.filter(isOver(UNFINISHED_MS));
  const over = [...retired, ...unfinished];
  if (over.length === 0) return;
  for (const segment of over) await deleteSegment(table, scope, segment);
  const rest = <T extends { id: string }>(all: T[]) =>
    all.filter(({ id }) => !over.some((segment) => segment.id === id));
  await table.transact([
    manifestWrite(scope, {
      ...manifest,
      retired: rest(manifest.retired),
      unfinished: rest(manifest.unfinished),
    }),
  ]);
}
