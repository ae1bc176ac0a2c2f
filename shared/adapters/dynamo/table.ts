import { randomUUID } from 'node:crypto';
import { pause, retryingConflicts } from './conflicts.ts';
import { ConditionFailed, TransactionRefused } from './errors.ts';
import { type Changes, type Condition, type Item, type Key, nameOfKey, type Write } from './expressions.ts';
import type { Query } from './query.ts';
import { expressionsOf, keyImage, queryInput, transactItem } from './requests.ts';
import { fromImage, type Image, toImage } from './sdk/attributes.ts';
import type { DynamoClient } from './sdk/calls.ts';
import { isCancelled, isFailedCondition } from './sdk/refusals.ts';

export interface Page {
  items: Item[];
  count: number;
  /** Where the next page starts; absent on the last one. */
  next?: Key & Record<string, string>;
}

/** The one table, in plain JavaScript values. Every method is one round trip unless it says otherwise. */
export interface Table {
  get(key: Key, options?: { eventually?: boolean }): Promise<Item | undefined>;
  /**
   * Any number of items, in no order, without missing ones; a round trip for every 100 keys, in parallel. Strongly
   * consistent unless `eventually` is set.
   */
  batchGet(keys: readonly Key[], options?: { eventually?: boolean }): Promise<Item[]>;
  query(query: Query): Promise<Page>;
  /** All pages of a query, one round trip for each megabyte. */
  all(query: Query): AsyncGenerator<Item, void, undefined>;
  /** @throws ConditionFailed */
  put(item: Item, condition?: Condition): Promise<void>;
  /** Returns the whole item after the change. @throws ConditionFailed */
  update(key: Key, changes: Changes, condition?: Condition): Promise<Item>;
  /** @throws ConditionFailed */
  delete(key: Key, condition?: Condition): Promise<void>;
  /** Any number of items of different keys, each by itself and without condition; a round trip for every 25. */
  batchWrite(writes: readonly BatchWrite[]): Promise<void>;
  /** All or nothing, at most 100 writes. Conflicts with other transactions are tried again. @throws TransactionRefused */
  transact(writes: readonly Write[]): Promise<void>;
}

/** Costs half as much as in a transaction. */
export type BatchWrite = { put: Item } | { delete: Key };

const batchItem = (write: BatchWrite) =>
  'put' in write
    ? { PutRequest: { Item: toImage(write.put) } }
    : { DeleteRequest: { Key: keyImage(write.delete) } };

const toItem = (image: Image): Item => fromImage(image) as Item;

const RETURN_OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

export function createTable(client: DynamoClient, tableName: string): Table {
  async function getBatch(batch: readonly Image[], ConsistentRead: boolean): Promise<Item[]> {
    const items: Item[] = [];
    for (let [waiting, round] = [[...batch], 0]; waiting.length > 0; round++) {
      const { Responses, UnprocessedKeys } = await client.send('BatchGetItem', {
        RequestItems: { [tableName]: { Keys: waiting, ConsistentRead } },
      });
      items.push(...(Responses?.[tableName] ?? []).map(toItem));
      waiting = UnprocessedKeys?.[tableName]?.Keys ?? [];
      if (waiting.length > 0) await pause(round);
    }
    return items;
  }

  const table: Table = {
    async get(key, options) {
      const { Item: image } = await client.send('GetItem', {
        TableName: tableName,
        Key: keyImage(key),
        ConsistentRead: !options?.eventually,
      });
      return image && toItem(image);
    },

    async batchGet(keys, options) {
      const images = [...new Map(keys.map((key) => [nameOfKey(key), keyImage(key)])).values()];
      const batches = Array.from({ length: Math.ceil(images.length / 100) }, (_, n) =>
        images.slice(n * 100, (n + 1) * 100),
      );
      const items = await Promise.all(batches.map((batch) => getBatch(batch, !options?.eventually)));
      return items.flat();
    },

    async query(query) {
      const {
        Items = [],
        Count = 0,
        LastEvaluatedKey,
      } = await client.send('Query', queryInput(tableName, query));
      return {
        items: Items.map(toItem),
        count: Count,
        ...(LastEvaluatedKey && { next: fromImage(LastEvaluatedKey) as NonNullable<Page['next']> }),
      };
    },

    async *all(query) {
      let after = query.after;
      do {
        const page: Page = await table.query({ ...query, ...(after && { after }) });
        yield* page.items;
        after = page.next;
      } while (after);
    },

    async put(item, condition) {
      const input = {
        TableName: tableName,
        Item: toImage(item),
        ...RETURN_OLD,
        ...expressionsOf(undefined, condition),
      };
      await write(() => client.send('PutItem', input));
    },

    async update(key, changes, condition) {
      const input = {
        TableName: tableName,
        Key: keyImage(key),
        ReturnValues: 'ALL_NEW',
        ...RETURN_OLD,
        ...expressionsOf(changes, condition),
      } as const;
      const { Attributes = {} } = await write(() => client.send('UpdateItem', input));
      return toItem(Attributes);
    },

    async delete(key, condition) {
      const input = {
        TableName: tableName,
        Key: keyImage(key),
        ...RETURN_OLD,
        ...expressionsOf(undefined, condition),
      };
      await write(() => client.send('DeleteItem', input));
    },

    async batchWrite(writes) {
      const waiting = new Map(
        writes.map((each) => [nameOfKey('put' in each ? each.put : each.delete), each]),
      );
      for (let round = 0; waiting.size > 0; round++) {
        const batch = [...waiting].slice(0, 25);
        const { UnprocessedItems } = await client.send('BatchWriteItem', {
          RequestItems: { [tableName]: batch.map(([, each]) => batchItem(each)) },
        });
        const left = (UnprocessedItems?.[tableName] ?? []).map(({ PutRequest, DeleteRequest }) =>
          nameOfKey(toItem(PutRequest?.Item ?? DeleteRequest?.Key ?? {})),
        );
        for (const [name] of batch) if (!left.includes(name)) waiting.delete(name);
        if (left.length > 0) await pause(round);
      }
    },

    async transact(writes) {
      const TransactItems = writes.map((each) => transactItem(tableName, each));
      // The same token for all attempts: when an answer was lost, the retry finds its own transaction done, instead of
      // failing on its conditions.
      const input = { ClientRequestToken: randomUUID(), TransactItems };
      await write(
        () => client.send('TransactWriteItems', input),
        writes.map(({ name }) => name),
      );
    },
  };
  return table;
}

/**
 * Sends a write, repeating it on conflicts.
 * @param names of a transaction's writes
 * @throws ConditionFailed, TransactionRefused
 */
async function write<T>(send: () => Promise<T>, names: readonly (string | undefined)[] = []): Promise<T> {
  try {
    return await retryingConflicts(send);
  } catch (cause) {
    if (isFailedCondition(cause)) throw new ConditionFailed(cause.Item && toItem(cause.Item), { cause });
    if (!isCancelled(cause)) throw cause;
    const failures = (cause.CancellationReasons ?? []).flatMap(({ Code, Item: image }, index) =>
      Code === 'ConditionalCheckFailed' ? [{ name: names[index], item: image && toItem(image) }] : [],
    );
    throw failures.length > 0 ? new TransactionRefused(failures, { cause }) : cause;
  }
}
