import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Declaration } from '../../shared/http/declaration.ts';

type Values = Record<string, { S?: string } | undefined>;

interface Input {
  Key?: Values;
  Item?: Values;
  ExpressionAttributeValues?: Values;
  KeyConditionExpression?: string;
  TransactItems?: readonly Record<string, { Key?: Values; Item?: Values }>[];
  RequestItems?: Record<string, { Keys: readonly Values[] }>;
}

/** What every role may touch that knows callers: counters, keys, sessions, and answers that are remembered. */
const ALWAYS = ['RATE#', 'APIKEY#', 'SESSION#', 'IDEMPOTENCY#'];

const running = new AsyncLocalStorage<Declaration>();
let listens = false;

/** Runs a request to an endpoint, which fails when it touches partitions that its role on AWS may not. */
export function heldToItsPartitions<Result>(
  declaration: Declaration | undefined,
  run: () => Promise<Result>,
): Promise<Result> {
  listen();
  return declaration?.partitions ? running.run(declaration, run) : run();
}

function listen(): void {
  if (listens) return;
  listens = true;
  const { send } = DynamoDBClient.prototype;
  DynamoDBClient.prototype.send = function (this: DynamoDBClient, ...given: unknown[]) {
    const declaration = running.getStore();
    const refreshed = declaration?.refreshesKeys ? ['MEMBERS#'] : [];
    const allowed = [...(declaration?.partitions ?? []), ...refreshed, ...ALWAYS];
    if (declaration)
      for (const pk of partitionsOf((given[0] as { input: Input }).input))
        if (!allowed.some((prefix) => pk.startsWith(prefix)))
          throw new Error(`The role of ${declaration.name} may not touch ${pk}`);
    return Reflect.apply(send, this, given);
  } as typeof send;
}

function partitionsOf(input: Input): string[] {
  const { Key, Item, KeyConditionExpression, ExpressionAttributeValues = {} } = input;
  const items = [
    Key ?? Item,
    ...(input.TransactItems ?? []).flatMap(Object.values).map(({ Key: key, Item: item }) => key ?? item),
    ...Object.values(input.RequestItems ?? {}).flatMap(({ Keys }) => Keys),
  ];
  const [, queried = ''] = /=\s*(:\w+)/.exec(KeyConditionExpression ?? '') ?? [];
  return [...items.map((item) => item?.pk?.S), ExpressionAttributeValues[queried]?.S].filter(
    (pk) => pk !== undefined,
  );
}
