import type { Actor } from '../../base/actor.ts';
import { retry } from '../../base/async/retry.ts';
import type { Clock } from '../../base/clock.ts';
import { type IdKind, newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { pause } from './conflicts.ts';
import { ConditionFailed, TransactionRefused } from './errors.ts';
import type { Item, Write } from './expressions.ts';
import type { Table } from './table.ts';

/** The result of a decision: the answer for its caller, and what to store. Without writes nothing is stored. */
export type Decision<Answer> =
  | { answer: Answer; writes?: readonly Write[]; receipt?: readonly Write[] }
  | { answer: (stored: Item) => Answer; write: SingleWrite };

/** A single write in its own request, for half the cost; it returns the item as stored. */
export type SingleWrite = Extract<Write, { put: Item } | { update: unknown }>;

export interface Command<State, Answer> {
  /** Reads the state to decide on. @param refusal of the previous attempt, with the items that were stored instead */
  load: (refusal: TransactionRefused | undefined) => State | Promise<State>;
  /**
   * Decides what to change; it may throw, and then nothing is stored.
   *
   * `writes` are one transaction with those of `receipt`, by which a repeated request finds its first answer. A
   * refused receipt is not decided again: the request was answered by the writer of the existing one.
   */
  decide: (state: State, context: DecisionContext) => Decision<Answer>;
  /** The error for a refused write, by its name; undefined when another writer was faster, and the decision is made again. */
  refused?: (refusal: TransactionRefused) => unknown;
  conflicts?: ConflictPolicy;
}

/** What a rule needs besides its state and command: the current time, and new ids. */
export interface DecisionContext {
  now: Date;
  newId: (kind: IdKind) => string;
  /** The actor, where it is not the caller. */
  actor?: Actor;
}

/** How many attempts a decision gets when other writers keep changing its state, and the error after the last. */
export interface ConflictPolicy {
  attempts: number;
  exhausted: (refusal: TransactionRefused) => Error;
  /** Before the next attempt. */
  wait?: (times: number) => Promise<void>;
}

/** For state that many change at once. Nothing of the decision is stored, and the request may be sent again. */
const retryConflicts: ConflictPolicy = {
  attempts: 30,
  exhausted: (cause) => new Problem('unavailable', { retryAfterSeconds: 1 }, { cause }),
  // Retries at random times: if all losers retried at once, some would lose every time.
  wait: pause,
};

/** For what people change: if others keep interfering, the caller should know. */
export const failAfterFewConflicts: ConflictPolicy = {
  attempts: 5,
  exhausted: (cause) => new Problem('conflict', {}, { cause }),
};

/** The name of the writes of a receipt. */
const RECEIPT = 'receipt';

/** The refusal for a request that was answered before: `item` is its receipt. */
export const receiptFound = (item: Item | undefined): TransactionRefused =>
  new TransactionRefused([{ name: RECEIPT, item }]);

/**
 * The one way to change stored state depending on stored state: loads, decides, stores all of the decision or
 * nothing, and starts again when another writer was faster.
 *
 * @throws whatever loading, deciding and `refused` throw, TransactionRefused for a receipt, and what `conflicts` defines
 */
export function decideAndStore<State, Answer>(
  { table, clock }: { table: Table; clock: Clock },
  { load, decide, refused, conflicts = retryConflicts }: Command<State, Answer>,
): Promise<Answer> {
  let last: TransactionRefused | undefined;
  return retry(
    async () => {
      const state = await load(last);
      const now = clock();
      return store(table, decide(state, { now, newId: (kind) => newId(kind, now) }));
    },
    async (thrown, times) => {
      if (!(thrown instanceof TransactionRefused)) return false;
      const meaning = await refused?.(thrown);
      if (meaning !== undefined) throw meaning;
      if (thrown.failed(RECEIPT)) return false;
      if (times >= conflicts.attempts) throw conflicts.exhausted(thrown);
      await conflicts.wait?.(times);
      last = thrown;
      return true;
    },
  );
}

async function store<Answer>(table: Table, decision: Decision<Answer>): Promise<Answer> {
  if ('write' in decision) return decision.answer(await storeSingle(table, decision.write));
  const { answer, writes = [], receipt = [] } = decision;
  if (writes.length > 0)
    await table.transact([...writes, ...receipt.map((write) => ({ ...write, name: RECEIPT }))]);
  return answer;
}

async function storeSingle(table: Table, write: SingleWrite): Promise<Item> {
  try {
    if ('update' in write) return await table.update(write.update, write.changes, write.if);
    await table.put(write.put, write.if);
    return write.put;
  } catch (cause) {
    if (!(cause instanceof ConditionFailed)) throw cause;
    throw new TransactionRefused([{ name: write.name, item: cause.item }], { cause });
  }
}
