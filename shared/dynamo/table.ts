import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { ConditionFailed, TransactionRefused } from './errors.ts';
import { type Changes, type Condition, type Item, type Key, render, type Write } from './expressions.ts';

/** The indexes of the table: `list` orders one collection by time and holds whole items, `lookup` holds keys only. */
export type IndexName = 'list' | 'lookup';

export interface Query {
  /** Partition key: of the table, or of the index when one is named. */
  pk: string;
  index?: IndexName;
  /** Range on the sort key, at most one of them; `between` has both ends included. */
  prefix?: string;
  between?: readonly [from: string, to: string];
  newestFirst?: boolean;
  limit?: number;
  after?: Key & Record<string, string>;
  /** Strong by default on the table; an index never is. */
  eventually?: boolean;
  filter?: Condition;
  countOnly?: boolean;
}

export interface Page {
  items: Item[];
  count: number;
  /** Where the next page starts; absent on the last one. */
  next?: Key & Record<string, string>;
}

/** The one table, in plain JavaScript values. Every method is one round trip unless it says otherwise. */
export interface Table {
  get(key: Key, options?: { eventually?: boolean }): Promise<Item | undefined>;
  /** Any number of items, in no order, missing ones left out; a round trip for every 100 keys. Strong reads. */
  batchGet(keys: readonly Key[]): Promise<Item[]>;
  query(query: Query): Promise<Page>;
  /** All pages of a query, one round trip for each megabyte. */
  all(query: Query): AsyncGenerator<Item, void, undefined>;
  /** @throws ConditionFailed */
  put(item: Item, condition?: Condition): Promise<void>;
  /** Answers the whole item as it is afterwards. @throws ConditionFailed */
  update(key: Key, changes: Changes, condition?: Condition): Promise<Item>;
  /** @throws ConditionFailed */
  delete(key: Key, condition?: Condition): Promise<void>;
  /** All or nothing, at most 100 writes. Conflicts with other transactions are tried again. @throws TransactionRefused */
  transact(writes: readonly Write[]): Promise<void>;
}

const MARSHALL = { removeUndefinedValues: true } as const;
const toItem = (image: Parameters<typeof unmarshall>[0]): Item => unmarshall(image) as Item;
const plain = <T extends object>(value: T) => marshall(value, MARSHALL);

/** Attempts at one transaction that keeps meeting others on the same items, before the caller hears of it. */
const CONFLICT_ATTEMPTS = 12;

export function createTable(client: DynamoDBClient, tableName: string): Table {
  const expressions = (changes: Changes | undefined, condition: Condition | undefined) => {
    const { ExpressionAttributeValues: values, ...rest } = render(changes, condition);
    return { ...rest, ...(values && { ExpressionAttributeValues: plain(values) }) };
  };

  const conditional = async <T>(send: () => Promise<T>): Promise<T> => {
    try {
      return await send();
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      throw new ConditionFailed(cause.Item && toItem(cause.Item), { cause });
    }
  };

  const transactItem = (write: Write) => {
    const onFailure = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
    if ('put' in write)
      return { Put: { ...onFailure, Item: plain(write.put), ...expressions(undefined, write.if) } };
    if ('update' in write) {
      const { UpdateExpression = '', ...rest } = expressions(write.changes, write.if);
      return { Update: { ...onFailure, Key: plain(write.update), UpdateExpression, ...rest } };
    }
    if ('delete' in write)
      return { Delete: { ...onFailure, Key: plain(write.delete), ...expressions(undefined, write.if) } };
    const { ConditionExpression = '', ...rest } = expressions(undefined, write.if);
    return { ConditionCheck: { ...onFailure, Key: plain(write.check), ConditionExpression, ...rest } };
  };

  const keyCondition = (query: Query): Condition => {
    const [pk, sk] = query.index ? [`${query.index}Pk`, `${query.index}Sk`] : ['pk', 'sk'];
    const names: Record<string, string> = { '#pk': pk };
    const values: Record<string, unknown> = { ':pk': query.pk };
    if (query.prefix === undefined && query.between === undefined)
      return { expression: '#pk = :pk', names, values };
    names['#sk'] = sk;
    if (query.between) {
      [values[':from'], values[':to']] = query.between;
      return { expression: '#pk = :pk AND #sk BETWEEN :from AND :to', names, values };
    }
    values[':prefix'] = query.prefix;
    return { expression: '#pk = :pk AND begins_with(#sk, :prefix)', names, values };
  };

  const table: Table = {
    async get(key, options) {
      const { Item: image } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: plain(key), ConsistentRead: !options?.eventually }),
      );
      return image && toItem(image);
    },

    async batchGet(keys) {
      const items: Item[] = [];
      const waiting = keys.map((key) => plain({ pk: key.pk, sk: key.sk }));
      for (let round = 0; waiting.length > 0; round++) {
        const batch = waiting.splice(0, 100);
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: batch, ConsistentRead: true } } }),
        );
        items.push(...(Responses?.[tableName] ?? []).map(toItem));
        const left = UnprocessedKeys?.[tableName]?.Keys ?? [];
        waiting.push(...(left as typeof waiting));
        if (left.length > 0) await pause(round);
      }
      return items;
    },

    async query(query) {
      const key = keyCondition(query);
      const input: QueryCommandInput = {
        TableName: tableName,
        KeyConditionExpression: key.expression,
        ExpressionAttributeNames: { ...key.names, ...query.filter?.names },
        ExpressionAttributeValues: plain({ ...key.values, ...query.filter?.values }),
        ScanIndexForward: !query.newestFirst,
        ConsistentRead: query.index === undefined && !query.eventually,
        ...(query.index && { IndexName: query.index }),
        ...(query.filter && { FilterExpression: query.filter.expression }),
        ...(query.limit !== undefined && { Limit: query.limit }),
        ...(query.after && { ExclusiveStartKey: plain(query.after) }),
        ...(query.countOnly && { Select: 'COUNT' as const }),
      };
      const answer = await client.send(new QueryCommand(input));
      return {
        items: (answer.Items ?? []).map(toItem),
        count: answer.Count ?? 0,
        ...(answer.LastEvaluatedKey && {
          next: unmarshall(answer.LastEvaluatedKey) as NonNullable<Page['next']>,
        }),
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
      await conditional(() =>
        client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: plain(item),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ...expressions(undefined, condition),
          }),
        ),
      );
    },

    async update(key, changes, condition) {
      const { Attributes } = await conditional(() =>
        client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: plain(key),
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ...expressions(changes, condition),
          }),
        ),
      );
      return toItem(Attributes ?? {});
    },

    async delete(key, condition) {
      await conditional(() =>
        client.send(
          new DeleteItemCommand({
            TableName: tableName,
            Key: plain(key),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ...expressions(undefined, condition),
          }),
        ),
      );
    },

    async transact(writes) {
      const input = { TransactItems: writes.map(transactItem) };
      for (let attempt = 1; ; attempt++) {
        try {
          await client.send(new TransactWriteItemsCommand(input));
          return;
        } catch (cause) {
          if (!(cause instanceof TransactionCanceledException)) throw cause;
          const reasons = cause.CancellationReasons ?? [];
          const failures = reasons.flatMap(({ Code, Item: image }, index) =>
            Code === 'ConditionalCheckFailed' ? [{ index, item: image && toItem(image) }] : [],
          );
          if (failures.length > 0) throw new TransactionRefused(failures, { cause });
          const passes = reasons.some(
            ({ Code }) => Code === 'TransactionConflict' || Code === 'ThrottlingError',
          );
          if (!passes || attempt === CONFLICT_ATTEMPTS) throw cause;
          await pause(attempt);
        }
      }
    },
  };
  return table;
}

/** Full jitter, as AWS advises for retries: a random wait below 10 ms × 2ⁿ, at most 400 ms. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, Math.random() * Math.min(400, 10 * 2 ** attempt)));
