import type { Declarations } from '../assembly/declared.ts';
import type { Folder } from '../data/folders.ts';
import type { Engine } from '../engine/engine.ts';
import type { Fleet } from '../functions/fleet.ts';
import type { LocalQueues } from '../queues/fauxqs.ts';
import { failureDestination } from './destination.ts';
import { type Source, startQueueSource } from './queue.ts';
import { startSchedule } from './schedule.ts';
import { type StreamSource, startStreamSource } from './stream.ts';

export interface SourceSetting {
  declared: Declarations;
  fleet: Fleet;
  queues: LocalQueues;
  engine: Engine;
  /** The engine's own names of the streams, by the names the stack gives them. */
  streams: ReadonlyMap<string, string>;
  folder: Folder;
  speed: number;
  region: string;
  onFailure: (name: string, error: unknown) => void;
}

/** The retention of a stream. */
const DAY_MS = 24 * 3600 * 1000;
const TRIM_EVERY_MS = 10 * 60 * 1000;

/** Everything that invokes functions: streams, queues and schedules. */
export interface Sources extends Source {
  /** A function has ended: what it wrote may be in a stream. */
  nudge(): void;
}

export function startSources(setting: SourceSetting): Sources {
  const { declared, fleet, queues, engine, folder, region, onFailure } = setting;
  const streams = declared.streamSources.map((source) => {
    const streamArn = setting.streams.get(source.sourceArn);
    if (streamArn === undefined)
      throw new Error(`${source.id} reads ${source.sourceArn}, which has no stream`);
    const lambda = fleet.named(source.functionName);
    const park = failureDestination(source, declared, queues);
    const to = { lambda, onFailure, park };
    return startStreamSource(source, streamArn, engine.client, folder.positions, region, to);
  });
  const polled = declared.queueSources.map((source) => {
    const queue = declared.queues.find(({ arn }) => arn === source.sourceArn);
    const lambda = fleet.named(source.functionName);
    return startQueueSource(source, queue?.name ?? '', queues, lambda, region, onFailure);
  });
  // A folder that was used before has missed turns.
  const schedules = declared.schedules.map((schedule) =>
    startSchedule(
      schedule,
      fleet.named(schedule.functionName),
      setting.speed,
      region,
      folder.reused,
      onFailure,
    ),
  );
  const all: Source[] = [...streams, ...polled, ...schedules, startTrimming(setting, streams)];
  return {
    nudge() {
      for (const stream of streams) stream.nudge();
    },
    async stop() {
      await Promise.all(all.map((source) => source.stop()));
    },
  };
}

/** Lets go of stream records that are older than a real stream's and that every reader has passed. */
function startTrimming(
  { declared, engine, onFailure }: SourceSetting,
  sources: readonly StreamSource[],
): Source {
  const trim = () => {
    for (const { name, streamArn } of declared.tables) {
      const passed = declared.streamSources.flatMap(({ sourceArn }, at) =>
        sourceArn === streamArn ? [sources[at]?.position() ?? 0n] : [],
      );
      if (passed.length === 0) continue;
      const [least = 0n] = passed.sort((a, b) => (a < b ? -1 : 1));
      engine.trimStream?.(name, least, new Date(Date.now() - DAY_MS));
    }
  };
  const turn = () => {
    try {
      trim();
    } catch (error) {
      onFailure('the trimming of streams', error);
    }
  };
  const timer = setInterval(turn, TRIM_EVERY_MS);
  return { stop: async () => clearInterval(timer) };
}
