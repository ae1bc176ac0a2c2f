import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ROUND_TRIPS, type RoundTrip } from '../../../shared/adapters/dynamo/sdk/meter.ts';
import type { Declaration } from '../../../shared/http/declaration.ts';

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

interface Running {
  declaration: Declaration;
  /** Partitions that the role may not touch. */
  refused: string[];
}

const running = new AsyncLocalStorage<Running>();
let listens = false;

/** Runs a request to an endpoint, which fails when it touches partitions that its role on AWS may not. */
export async function enforcePartitions<Result>(
  declaration: Declaration | undefined,
  run: () => Promise<Result>,
): Promise<Result> {
  if (!declaration?.partitions) return run();
  if (!listens) subscribe(ROUND_TRIPS, look);
  listens = true;
  const as: Running = { declaration, refused: [] };
  const result = await running.run(as, run);
  if (as.refused.length > 0)
    throw new Error(`The role of ${declaration.name} may not touch ${as.refused.join(', ')}`);
  return result;
}

function look(message: unknown): void {
  const as = running.getStore();
  if (as === undefined) return;
  const { partitions = [], alsoReads = [], refreshesKeys } = as.declaration;
  const allowed = [...partitions, ...alsoReads, ...(refreshesKeys ? ['MEMBERS#'] : []), ...ALWAYS];
  for (const pk of partitionsOf((message as RoundTrip).input))
    if (!allowed.some((prefix) => pk.startsWith(prefix))) as.refused.push(pk);
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
