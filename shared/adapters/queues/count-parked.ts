import { remember } from '../../base/remember.ts';
import { createSqsClient } from './client.ts';

/** What is parked changes seldom. */
const KEPT_MS = 30_000;

/**
 * Roughly how many messages the queue `parked` holds, of all tenants; null when that cannot be found out.
 */
export function parkedFromEnvironment(url = process.env.PARKED_QUEUE_URL): () => Promise<number | null> {
  if (!url) return async () => null;
  const count = remember(countIn, { lastsMs: KEPT_MS });
  // The answer that it is part of does without it.
  return () => count(url).catch(() => null);
}

async function countIn(url: string): Promise<number> {
  const { Attributes } = await createSqsClient().send('GetQueueAttributes', {
    QueueUrl: url,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}
