import { remember } from '../../base/remember.ts';

/** What is parked changes seldom. */
const KEPT_MS = 30_000;

/**
 * Roughly how many messages the queue `parked` holds, of all tenants; null when that cannot be found out. SQS's client loads
 * with the first count.
 */
export function parkedFromEnvironment(url = process.env.PARKED_QUEUE_URL): () => Promise<number | null> {
  if (!url) return async () => null;
  const count = remember(countIn, { lastsMs: KEPT_MS });
  // What it is asked for beside can do without it.
  return () => count(url).catch(() => null);
}

async function countIn(url: string): Promise<number> {
  const { createSqsClient, GetQueueAttributesCommand } = await import('./sqs.lazy.ts');
  const { Attributes } = await createSqsClient().send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}
