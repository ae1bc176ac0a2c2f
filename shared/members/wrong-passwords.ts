import { createHash, randomUUID } from 'node:crypto';
import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import { absent, type Key, present, versionIs } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { networkOf } from '../base/network.ts';
import { Problem } from '../base/problem.ts';
import { sameEmail } from './member.ts';

/** Wrong passwords that may be tried for one e-mail, and from one address, within an hour. */
const WRONG_PER_HOUR = 10;

const HOUR_MS = 3600_000;

/** The e-mail or address by which wrong passwords are counted; only its hash is stored. */
export const byEmail = (email: string): string => `email#${sameEmail(email)}`;
export const byAddress = (address: string): string => `address#${networkOf(address)}`;

const counterKey = (of: string): Key => ({
  pk: `RATE#sign-in#${createHash('sha256').update(of).digest('hex')}`,
  sk: 'HOUR',
});

/** An attempt that counts as wrong until it turns out to be right. */
export interface PasswordAttempt {
  wasCorrect(): Promise<void>;
}

/**
 * Counts an attempt before it is checked, so that concurrent ones are no more than ten. Whether the e-mail exists makes
 * no difference.
 * @throws Problem rate_limited with the seconds until the oldest one is forgotten
 */
export async function countPasswordAttempt(
  table: Table,
  of: readonly string[],
  now: Date,
): Promise<PasswordAttempt> {
  const id = randomUUID().replaceAll('-', '');
  const counted: string[] = [];
  const forget = async () => {
    await Promise.all(counted.map((counter) => forgetTry(table, counterKey(counter), id)));
  };
  try {
    for (const counter of of) {
      await addTry(table, counterKey(counter), id, now);
      counted.push(counter);
    }
  } catch (refused) {
    // It was not checked, and does not count.
    await forget();
    throw refused;
  }
  return { wasCorrect: forget };
}

async function addTry(table: Table, key: Key, id: string, now: Date): Promise<void> {
  await decideAndStore(
    { table, clock: () => now },
    {
      load: () => table.get(key),
      decide(item) {
        const all = Object.entries((item?.tries ?? {}) as Record<string, number>);
        const lately = all.filter(([, at]) => at > now.getTime() - HOUR_MS);
        if (lately.length >= WRONG_PER_HOUR) {
          const oldest = Math.min(...lately.map(([, at]) => at));
          const retryAfterSeconds = Math.max(1, Math.ceil((oldest + HOUR_MS - now.getTime()) / 1000));
          throw new Problem('rate_limited', { retryAfterSeconds });
        }
        const version = Number(item?.version ?? 0);
        const put = {
          ...key,
          entity: 'wrong-passwords',
          tries: { ...Object.fromEntries(lately), [id]: now.getTime() },
          version: version + 1,
          expiresAt: Math.ceil((now.getTime() + HOUR_MS) / 1000),
        };
        return { answer: () => {}, write: { put, if: item ? versionIs(version) : absent } };
      },
    },
  );
}

async function forgetTry(table: Table, key: Key, id: string): Promise<void> {
  try {
    await table.update(key, { remove: [`tries.${id}`], add: { version: 1 } }, present);
  } catch (refused) {
    // Time to live was faster.
    if (!(refused instanceof ConditionFailed)) throw refused;
  }
}
