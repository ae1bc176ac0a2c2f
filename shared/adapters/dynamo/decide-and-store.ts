import type { Actor } from '../../base/actor.ts';
import type { Clock } from '../../base/clock.ts';
import { type IdKind, newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { retry } from '../../base/retry.ts';
import { pause } from './conflicts.ts';
import { ConditionFailed, TransactionRefused } from './errors.ts';
import type { Item, Write } from './expressions.ts';
import type { Table } from './table.ts';

/** What a decision comes to: the answer of its caller, and how it is stored. Without writes nothing is to be stored. */
export type Decision<Answer> =
  | { answer: Answer; writes?: readonly Write[]; receipt?: readonly Write[] }
  | { answer: (stored: Item) => Answer; write: LoneWrite };

/** A single write in a request of its own, for half the cost; what it leaves is known at once. */
export type LoneWrite = Extract<Write, { put: Item } | { update: unknown }>;

export interface Command<State, Answer> {
  /** Reads what the decision is about. @param refusal of the last attempt, with the items that were stored instead */
  load: (refusal: TransactionRefused | undefined) => State | Promise<State>;
  /**
   * Says what is to become of it; it may throw, and then nothing is stored.
   *
   * `writes` are one transaction with those of `receipt`, which prove to a repeated request that it was carried out. A
   * refused receipt is not decided again: the writer of the other one has answered the request.
   */
  decide: (state: State, context: DecisionContext) => Decision<Answer>;
  /** What a refused write means, by its name; undefined when another writer was faster and it is decided again. */
  refused?: (refusal: TransactionRefused) => unknown;
  patience?: Patience;
}

/** What a rule needs of the world besides its state and command: the instant, and new names. */
export interface DecisionContext {
  now: Date;
  newId: (kind: IdKind) => string;
  /** The actor, where that is not the one who asked for the decision. */
  actor?: Actor;
}

/** How often other writers may overtake a decision, and what is thrown then. */
export interface Patience {
  attempts: number;
  exhausted: (refusal: TransactionRefused) => Error;
  /** Before the next attempt. */
  wait?: (times: number) => Promise<void>;
}

/** Of what many change at once. Nothing of the decision is stored, and it may be sent again. */
const patient: Patience = {
  attempts: 30,
  exhausted: (cause) => new Problem('unavailable', { retryAfterSeconds: 1 }, { cause }),
  // Of many that go on at once, some would lose every time.
  wait: pause,
};

/** For what people change: if others keep interfering, the caller should know. */
export const fewConflicts: Patience = {
  attempts: 5,
  exhausted: (cause) => new Problem('conflict', {}, { cause }),
};

/** The name of the writes of a receipt. */
const RECEIPT = 'receipt';

/** What a transaction is refused with whose request was answered before: `item` is the receipt of that. */
export const receiptFound = (item: Item | undefined): TransactionRefused =>
  new TransactionRefused([{ name: RECEIPT, item }]);

/**
 * The one way to change what is stored on grounds of what is stored: loads, decides, stores all of the decision or
 * nothing, and starts again when another writer was faster.
 *
 * @throws what loading, deciding and `refused` throw, TransactionRefused for a receipt, and what the patience says
 */
export function decideAndStore<State, Answer>(
  { table, clock }: { table: Table; clock: Clock },
  { load, decide, refused, patience = patient }: Command<State, Answer>,
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
      if (times >= patience.attempts) throw patience.exhausted(thrown);
      await patience.wait?.(times);
      last = thrown;
      return true;
    },
  );
}

async function store<Answer>(table: Table, decision: Decision<Answer>): Promise<Answer> {
  if ('write' in decision) return decision.answer(await storeAlone(table, decision.write));
  const { answer, writes = [], receipt = [] } = decision;
  if (writes.length > 0)
    await table.transact([...writes, ...receipt.map((write) => ({ ...write, name: RECEIPT }))]);
  return answer;
}

async function storeAlone(table: Table, write: LoneWrite): Promise<Item> {
  try {
    if ('update' in write) return await table.update(write.update, write.changes, write.if);
    await table.put(write.put, write.if);
    return write.put;
  } catch (cause) {
    if (!(cause instanceof ConditionFailed)) throw cause;
    throw new TransactionRefused([{ name: write.name, item: cause.item }], { cause });
  }
}
