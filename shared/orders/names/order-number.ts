import { randomUUID } from 'node:crypto';
import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';

/** The counter of the scope's own order numbers: `taken` counts up from 0. */
export const sequenceKey = (scope: Scope): Key => ({ pk: `TENANT#${scopeKey(scope)}`, sk: 'SEQUENCE' });

const FIRST_NUMBER = 1001;

/** Up to this rate a second numbers are taken one by one: an item takes 1,000 writes a second (DynamoDB, partition limits). */
const SINGLY_PER_SECOND = 200;

/** Numbers that were taken together are handed out within this time, so that they stay in the order of creation by a second. */
const KEPT_MS = 1000;

/** Tenants whose numbers one process keeps. */
const MAX_KEPT = 1000;

interface Block {
  /** The next to hand out; `until` is the first that is not ours. */
  next: number;
  until: number;
  /** When it was taken, in epoch milliseconds. */
  at: number;
  /** Numbers of all processes a second, as it was when the window began. */
  rate: number;
  window: { at: number; taken: number };
}

const blocks = new Map<string, Block>();

/** How many numbers are taken together at this rate: so few writes that one item can take them. */
export const blockSize = (perSecond: number): number =>
  perSecond <= SINGLY_PER_SECOND ? 1 : Math.min(100, Math.ceil(perSecond / SINGLY_PER_SECOND));

/** The order number that is the n-th of its scope, from 0 on. */
export const orderNumber = (n: number): string => `#${FIRST_NUMBER + n}`;

/**
 * Takes the scope's next own order number, the 0th first: one by one, and in blocks while a tenant's orders come so fast that
 * one counter could not take the writes. An unused number leaves a gap, unless it is given back.
 */
export async function takeOrderNumber(table: Table, scope: Scope, now: Date): Promise<number> {
  const key = scopeKey(scope);
  const at = now.getTime();
  const kept = blocks.get(key);
  const isFresh = kept !== undefined && at >= kept.at && at - kept.at < KEPT_MS;
  if (kept !== undefined && isFresh && kept.next < kept.until) return kept.next++;
  const size = isFresh ? blockSize(kept.rate) : 1;
  const { taken } = await table.update(sequenceKey(scope), {
    add: { taken: size },
    set: { entity: 'sequence' },
  });
  const until = Number(taken);
  const first = until - size;
  // Others may have put another block here meanwhile.
  const { window = { at, taken: until }, rate = 0 } = blocks.get(key) ?? {};
  const seconds = (at - window.at) / 1000;
  const measured =
    seconds < 1 ? { window, rate } : { window: { at, taken: until }, rate: (until - window.taken) / seconds };
  blocks.delete(key);
  blocks.set(key, { next: first + 1, until, at, ...measured });
  const [oldest = key] = blocks.keys();
  if (blocks.size > MAX_KEPT) blocks.delete(oldest);
  return first;
}

/** Gives an unused number back, if none was taken after it. */
export async function giveBackOrderNumber(table: Table, scope: Scope, taken: number): Promise<void> {
  const kept = blocks.get(scopeKey(scope));
  if (kept?.next === taken + 1 && kept.next < kept.until) {
    kept.next = taken;
    return;
  }
  // The SDK repeats an update whose answer was lost: the number may be another order's by then, and is not given back twice.
  const givenBack = randomUUID();
  const isLast = {
    expression: 'taken = :after AND (attribute_not_exists(givenBack) OR givenBack <> :this)',
    values: { ':after': taken + 1, ':this': givenBack },
  };
  try {
    await table.update(sequenceKey(scope), { set: { taken, givenBack } }, isLast);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
