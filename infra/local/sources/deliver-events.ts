import { randomUUID } from 'node:crypto';
import type { SourceDeclaration } from '../assembly/declared.ts';
import type { LocalFunction } from '../functions/runtime.ts';
import { failedItems } from './batch.ts';
import type { StreamRecord } from './shard.ts';

/** Passes a batch of stream records to a function, with the mapping's retries. */
export interface EventBatch {
  source: SourceDeclaration;
  lambda: LocalFunction;
  /** Receives what still fails after all retries; absent when the mapping has no destination. */
  park: ((invocation: DiscardedBatch) => void) | undefined;
  onFailure: (name: string, error: unknown) => void;
  /** Waits before a retry. Returns false when the host is stopping. */
  pause: (milliseconds: number) => Promise<boolean>;
}

/** The retention of a stream (DynamoDB Streams: 24 h), and so the longest that a batch can be retried. */
const KEPT_SECONDS = 24 * 3600;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 10_000;

/**
 * Delivers a batch in order. A failed record is retried together with those after it; a batch that fails as a whole is
 * retried in halves if the mapping bisects, otherwise unchanged, until retries or the records' age are exhausted.
 * @returns whether the batch is finished; false only when the host stops in the meantime
 */
export async function deliverEvents(
  to: EventBatch,
  streamArn: string,
  shardId: string,
  batch: StreamRecord[],
): Promise<boolean> {
  const { source, lambda, onFailure } = to;
  const reportsItems = source.FunctionResponseTypes.includes('ReportBatchItemFailures');
  const maxAge = source.MaximumRecordAgeInSeconds > 0 ? source.MaximumRecordAgeInSeconds : KEPT_SECONDS;
  let rest = batch;
  for (let attempts = 1; ; attempts++) {
    const failed = await lambda.invoke({ Records: rest }).then(
      (answer) => (reportsItems ? failedItems(answer, rest.map(sequenceOf)) : new Set<string>()),
      (error) => {
        onFailure(lambda.name, error);
        return 'all' as const;
      },
    );
    if (failed !== 'all' && failed.size === 0) return true;
    const from = failed === 'all' ? 0 : rest.findIndex((record) => failed.has(sequenceOf(record)));
    if (from > 0) attempts = 1;
    rest = rest.slice(from);
    if (failed === 'all' && source.BisectBatchOnFunctionError && rest.length > 1) {
      const half = Math.ceil(rest.length / 2);
      if (!(await to.pause(FIRST_RETRY_MS))) return false;
      return (
        (await deliverEvents(to, streamArn, shardId, rest.slice(0, half))) &&
        (await deliverEvents(to, streamArn, shardId, rest.slice(half)))
      );
    }
    const spent = source.MaximumRetryAttempts >= 0 && attempts > source.MaximumRetryAttempts;
    const age = Date.now() / 1000 - (rest[0]?.dynamodb.ApproximateCreationDateTime ?? 0);
    if (spent || age > maxAge) {
      const condition = spent ? 'RetryAttemptsExhausted' : 'RecordAgeExceeded';
      to.park?.(discarded(lambda, streamArn, shardId, rest, condition, attempts));
      return true;
    }
    if (!(await to.pause(Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1))))) return false;
  }
}

const sequenceOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;

/** A batch that was given up: Lambda's description of it, and the records, which only a bucket receives. */
export interface DiscardedBatch {
  shardId: string;
  record: object;
  payload: string;
}

function discarded(
  lambda: LocalFunction,
  streamArn: string,
  shardId: string,
  batch: readonly StreamRecord[],
  condition: string,
  attempts: number,
): DiscardedBatch {
  const arrival = (record: StreamRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  const [first, last] = [batch[0], batch.at(-1)];
  const record = {
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${lambda.arn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first && sequenceOf(first),
      endSequenceNumber: last && sequenceOf(last),
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: batch.length,
      streamArn,
    },
  };
  return { shardId, record, payload: JSON.stringify({ Records: batch }) };
}
