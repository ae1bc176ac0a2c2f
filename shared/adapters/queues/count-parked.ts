import { remember } from '../../base/async/remember.ts';
import { createSqsClient } from './client.ts';

/** How long a count is cached: parked messages change rarely. */
const KEPT_MS = 30_000;

/** The queues of messages that people have to look at: parked ones, and dead letters. */
const QUEUES = ['PARKED_QUEUE_URL', 'DEAD_LETTERS_QUEUE_URL'] as const;

/** The approximate number of those messages, of all tenants; null when it cannot be determined. */
export function parkedFromEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): () => Promise<number | null> {
  const urls = QUEUES.flatMap((name) => environment[name] || []);
  if (urls.length === 0) return async () => null;
  const count = remember(countIn, { lastsMs: KEPT_MS });
  // The caller's answer is given without it.
  return () =>
    Promise.all(urls.map((url) => count(url))).then(
      (counts) => counts.reduce((sum, each) => sum + each, 0),
      () => null,
    );
}

async function countIn(url: string): Promise<number> {
  const { Attributes } = await createSqsClient().send('GetQueueAttributes', {
    QueueUrl: url,
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}
