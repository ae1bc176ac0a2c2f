import type { Random } from '../support/random.ts';

/*
 * What standard queues of SQS may do by their contract: deliver messages late, out of order and more than once. Each
 * function takes and returns the body of a `SendMessageBatch`.
 */

interface Entry {
  Id: string;
  MessageBody: string;
  DelaySeconds?: number;
}

const MAX_DELAY_SECONDS = 900;

/** Shuffles a batch, and delays this share of its messages. */
export function delayAndShuffle(random: Random, body: string, share: number): string {
  const batch = JSON.parse(body) as { Entries?: Entry[] };
  if (batch.Entries === undefined) return body;
  const Entries = random.shuffled(batch.Entries).map((entry) => {
    if (!random.chance(share)) return entry;
    return delayed(entry, random.integer(1, 5));
  });
  return JSON.stringify({ ...batch, Entries });
}

/** Copies this share of a batch, for now or for much later; undefined when it copies none. */
export function duplicatesOf(random: Random, body: string, share: number): string | undefined {
  const batch = JSON.parse(body) as { Entries?: Entry[] };
  const Entries = (batch.Entries ?? []).flatMap((entry) => {
    if (!random.chance(share)) return [];
    return [delayed(entry, random.chance(0.5) ? random.integer(1, 45) : 0)];
  });
  return Entries.length === 0 ? undefined : JSON.stringify({ ...batch, Entries });
}

const delayed = (entry: Entry, seconds: number): Entry => ({
  ...entry,
  DelaySeconds: Math.min(MAX_DELAY_SECONDS, (entry.DelaySeconds ?? 0) + seconds),
});
