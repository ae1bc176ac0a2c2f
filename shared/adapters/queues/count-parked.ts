import { remember } from '../../base/remember.ts';
import { createSqsClient } from './client.ts';

/** What is parked changes seldom. */
const KEPT_MS = 30_000;

/** What was put aside for people: what can never pass, and what failed as often as it may. */
const QUEUES = ['PARKED_QUEUE_URL', 'DEAD_LETTERS_QUEUE_URL'] as const;

/**
 * Roughly how many messages were put aside, of all tenants; null when that cannot be found out.
 */
export function parkedFromEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): () => Promise<number | null> {
  const urls = QUEUES.flatMap((name) => environment[name] || []);
  if (urls.length === 0) return async () => null;
  const count = remember(countIn, { lastsMs: KEPT_MS });
  // The answer that it is part of does without it.
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
