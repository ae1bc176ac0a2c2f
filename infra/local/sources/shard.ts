import type { EngineClient } from '../engine/client.ts';
import { EngineError } from '../engine/client.ts';

/** A stream record as the wire has it: attribute values in DynamoDB JSON. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Record<string, object>;
    NewImage?: Record<string, object>;
    OldImage?: Record<string, object>;
    SequenceNumber: string;
  };
}

interface Shard {
  ShardId: string;
  ParentShardId?: string;
}

/** All shards of a stream, oldest first. */
export async function listShards(client: EngineClient, streamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let after: string | undefined;
  do {
    const { StreamDescription } = await client.call<{
      StreamDescription: { Shards: Shard[]; LastEvaluatedShardId?: string };
    }>('DescribeStream', { StreamArn: streamArn, ...(after && { ExclusiveStartShardId: after }) });
    shards.push(...StreamDescription.Shards);
    after = StreamDescription.LastEvaluatedShardId;
  } while (after);
  return shards;
}

/** One page; without `next` the shard is closed and fully read. */
export interface ShardPage {
  records: StreamRecord[];
  next?: string;
}

/** An iterator after this record, or at the oldest one kept when there is none or it was trimmed. */
export async function iteratorAfter(
  client: EngineClient,
  streamArn: string,
  shardId: string,
  sequenceNumber: string | undefined,
): Promise<string> {
  const at = { StreamArn: streamArn, ShardId: shardId };
  const ask = async (position: object) =>
    (await client.call<{ ShardIterator: string }>('GetShardIterator', { ...at, ...position })).ShardIterator;
  const oldest = () => ask({ ShardIteratorType: 'TRIM_HORIZON' });
  if (sequenceNumber === undefined) return oldest();
  try {
    return await ask({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'TrimmedDataAccessException') return oldest();
    throw error;
  }
}

export async function readPage(client: EngineClient, iterator: string): Promise<ShardPage> {
  const { Records, NextShardIterator } = await client.call<{
    Records: StreamRecord[];
    NextShardIterator?: string | null;
  }>('GetRecords', { ShardIterator: iterator, Limit: 1000 });
  return { records: Records, ...(NextShardIterator && { next: NextShardIterator }) };
}

/** Whether a new iterator from the reader's position solves it. */
export function isStale(error: unknown): boolean {
  return (
    error instanceof EngineError &&
    ['ExpiredIteratorException', 'TrimmedDataAccessException'].includes(error.code)
  );
}
