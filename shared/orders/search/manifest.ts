import { absent, type Item, type Key, versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import { packed, unpacked } from '../../adapters/dynamo/items/packed.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { WordEntry } from './entry.ts';
import type { Segment } from './segment.ts';

/** Which segments make up the words of a scope's orders. */
export interface Manifest {
  version: number;
  segments: Segment[];
  /** The batches that went into the newest segment: one may be read although it is gone. */
  sealed: string[];
  /** Segments that were merged, and are soon no longer read. */
  retired: Discarded[];
  /** Segments that are being written; of no use when they are old. */
  unfinished: Discarded[];
}

export interface Discarded {
  id: string;
  firsts: readonly string[];
  /** Epoch milliseconds. */
  at: number;
}

/** Entries that were packed into one item, to be read together. */
export interface Batch {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  entries: WordEntry[];
}

const emptyManifest: Manifest = { version: 0, segments: [], sealed: [], retired: [], unfinished: [] };

const partition = (scope: Scope): string => `WORDS#${scopeKey(scope)}`;
const MANIFEST = 'MANIFEST';
const BATCH = 'BATCH#';

const manifestKey = (scope: Scope): Key => ({ pk: partition(scope), sk: MANIFEST });
export const batchKey = (scope: Scope, id: string): Key => ({ pk: partition(scope), sk: BATCH + id });
export const leaseKey = (scope: Scope): Key => ({ pk: partition(scope), sk: 'LEASE' });

/** The write that makes a manifest the next one. It is refused when another one is. */
export function manifestWrite(scope: Scope, { version, ...rest }: Manifest): Write {
  const item = { ...manifestKey(scope), version: version + 1, content: packed(rest) };
  return { put: item, if: version === 0 ? absent : versionIs(version) };
}

export const batchToItem = (scope: Scope, { id, at, entries }: Batch): Item => ({
  ...batchKey(scope, id),
  at,
  entries: packed(entries),
});

/**
 * The manifest, and the batches that no segment holds. Both are read at once, the batches first, so that one that has
 * just gone into a segment is known to have gone.
 */
export async function loadManifest(
  table: Table,
  scope: Scope,
  options: { eventually?: boolean } = {},
): Promise<{ manifest: Manifest; batches: Batch[] }> {
  let manifest = emptyManifest;
  const batches: Batch[] = [];
  for await (const item of table.all({ pk: partition(scope), ...options })) {
    if (item.sk === MANIFEST)
      manifest = { ...(unpacked(item.content) as Omit<Manifest, 'version'>), version: Number(item.version) };
    if (item.sk.startsWith(BATCH))
      batches.push({
        id: item.sk.slice(BATCH.length),
        at: Number(item.at),
        entries: unpacked(item.entries) as WordEntry[],
      });
  }
  return { manifest, batches: batches.filter(({ id }) => !manifest.sealed.includes(id)) };
}
