import { randomUUID } from 'node:crypto';
import type { Declarations, SourceDeclaration } from '../assembly/declared.ts';
import type { LocalQueues } from '../queues/fauxqs.ts';
import type { DiscardedBatch } from './deliver-events.ts';

/**
 * Where a stream mapping sends batches it gives up on: a queue receives Lambda's description of the batch, a bucket also
 * the records, as JSON text in `payload`.
 * @throws Error when the destination is neither a queue nor a bucket of the assembly
 */
export function failureDestination(
  source: SourceDeclaration,
  { queues: declared, buckets }: Declarations,
  queues: LocalQueues,
): ((batch: DiscardedBatch) => void) | undefined {
  const arn = source.DestinationConfig?.OnFailure?.Destination;
  if (arn === undefined) return undefined;
  const queue = declared.find((candidate) => candidate.arn === arn);
  if (queue) return ({ record }) => queues.send(queue.name, JSON.stringify(record));
  const bucket = buckets.find((name) => arn === `arn:aws:s3:::${name}`);
  if (bucket === undefined)
    throw new Error(
      `${source.id} leaves failed batches at ${arn}, which is not a queue or bucket of the assembly`,
    );
  return ({ shardId, record, payload }) => {
    const at = new Date().toISOString();
    const [day, time] = [at.slice(0, 10), at.slice(0, 19).replaceAll(':', '.')];
    const key = `aws/lambda/${encodeURIComponent(source.id)}/${shardId}/${day.replaceAll('-', '/')}/${time}-${randomUUID()}`;
    queues.store(bucket, key, JSON.stringify({ ...record, payload }));
  };
}
