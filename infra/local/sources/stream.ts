import type { SourceDeclaration } from '../assembly/declared.ts';
import type { Positions } from '../data/folders.ts';
import type { EngineClient } from '../engine/client.ts';
import { deliverEvents, type EventBatch } from './deliver-events.ts';
import { createFilter } from './filter.ts';
import { createPace } from './pace.ts';
import type { Source } from './queue.ts';
import { isStale, iteratorAfter, listShards, readPage, type StreamRecord } from './shard.ts';

export interface StreamSource extends Source {
  /** A function has just ended: it may have written something. */
  nudge(): void;
  /** Up to where everything is delivered, for trimming; undefined before the first record. */
  position(): bigint | undefined;
}

const DEFAULT_BATCH = 100;
/** How long to leave an engine alone that does not answer. */
const TROUBLE_MS = 500;

/**
 * Feeds a function from a table's stream as Lambda's event source mapping does. The position of each shard is kept after
 * its records are delivered, so a host that is killed delivers some of them again and loses none. `LATEST` starts at the
 * oldest record too: the table is as old as the mapping here.
 * @param streamArn the engine's own name of the stream
 */
export function startStreamSource(
  source: SourceDeclaration,
  streamArn: string,
  client: EngineClient,
  positions: Positions,
  region: string,
  delivery: Omit<EventBatch, 'source' | 'pause'>,
): StreamSource {
  const batchSize = source.BatchSize ?? DEFAULT_BATCH;
  const passes = createFilter(source.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? []);
  const stopping = new AbortController();
  const paces = new Set<ReturnType<typeof createPace>>();
  const reading = new Set<Promise<void>>();
  const started = new Set<string>();
  let latest: bigint | undefined;

  const pause = (milliseconds: number): Promise<boolean> =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stopping.signal.removeEventListener('abort', end);
        resolve(!stopping.signal.aborted);
      };
      const timer = setTimeout(end, milliseconds);
      stopping.signal.addEventListener('abort', end);
    });
  const to: EventBatch = { ...delivery, source, pause };

  const handOver = async (shardId: string, records: StreamRecord[]): Promise<boolean> => {
    const wanted = records
      .map((record) => ({ ...record, awsRegion: region, eventSourceARN: source.sourceArn }))
      .filter((record) => passes(record));
    const lanes = await Promise.all(
      byItem(wanted, source.ParallelizationFactor).map(async (lane) => {
        for (let start = 0; start < lane.length; start += batchSize)
          if (!(await deliverEvents(to, source.sourceArn, shardId, lane.slice(start, start + batchSize))))
            return false;
        return true;
      }),
    );
    return wanted.length > 0 && lanes.every(Boolean);
  };

  const readShard = async (shardId: string): Promise<void> => {
    const reader = `${source.id} ${shardId}`;
    const pace = createPace();
    paces.add(pace);
    let iterator: string | undefined;
    while (!stopping.signal.aborted) {
      try {
        iterator ??= await iteratorAfter(client, streamArn, shardId, positions.get(reader));
        const { records, next } = await readPage(client, iterator);
        const last = records.at(-1)?.dynamodb.SequenceNumber;
        const found = await handOver(shardId, records);
        if (stopping.signal.aborted) break;
        if (last !== undefined) {
          positions.set(reader, last);
          latest = BigInt(last);
        }
        if (next === undefined) break;
        iterator = next;
        await pace.wait(found);
      } catch (error) {
        if (stopping.signal.aborted) break;
        if (!isStale(error)) {
          delivery.onFailure(`the stream of ${source.id}`, error);
          await pause(TROUBLE_MS);
        }
        iterator = undefined;
      }
    }
    paces.delete(pace);
  };

  /** A closed shard's children follow it; shards without a parent that is still there start at once. */
  const follow = async (parent?: string): Promise<void> => {
    const shards = await listShards(client, streamArn);
    const ids = new Set(shards.map(({ ShardId }) => ShardId));
    for (const { ShardId: id, ParentShardId } of shards) {
      const keptParent = ParentShardId !== undefined && ids.has(ParentShardId) ? ParentShardId : undefined;
      if (keptParent !== parent || started.has(id) || stopping.signal.aborted) continue;
      started.add(id);
      track(readShard(id).then(() => follow(id)));
    }
  };
  const track = (work: Promise<void>): void => {
    const tracked = work
      .catch((error) => {
        if (!stopping.signal.aborted) delivery.onFailure(`the stream of ${source.id}`, error);
      })
      .finally(() => reading.delete(tracked));
    reading.add(tracked);
  };
  track(follow());

  return {
    nudge() {
      for (const pace of paces) pace.nudge();
    },
    position: () => latest,
    async stop() {
      stopping.abort();
      for (const pace of paces) pace.stop();
      await Promise.all(reading);
    },
  };
}

/** Records of one item keep their order; different items may go side by side. */
function byItem<Record extends StreamRecord>(records: Record[], lanes: number): Record[][] {
  if (lanes <= 1 || records.length <= 1) return records.length === 0 ? [] : [records];
  const spread = new Map<number, Record[]>();
  for (const record of records) {
    let hash = 0;
    for (const character of JSON.stringify(Object.entries(record.dynamodb.Keys).sort()))
      hash = (hash * 31 + character.charCodeAt(0)) | 0;
    const lane = Math.abs(hash) % lanes;
    spread.set(lane, [...(spread.get(lane) ?? []), record]);
  }
  return [...spread.values()];
}
