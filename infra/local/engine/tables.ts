import type { TableDeclaration } from '../assembly/declared.ts';
import { type EngineClient, EngineError } from './client.ts';

interface Description {
  Table: {
    KeySchema: object[];
    GlobalSecondaryIndexes?: { IndexName: string }[];
    LatestStreamArn?: string;
    TableStatus: string;
  };
}

/**
 * Creates the tables that do not exist yet, and returns each one's stream.
 * @throws Error when one exists that does not match its declaration
 */
export async function createTables(
  client: EngineClient,
  tables: readonly TableDeclaration[],
): Promise<Map<string, string>> {
  const streams = new Map<string, string>();
  for (const table of tables) {
    const { Table: existing } = (await describe(client, table.name)) ?? (await create(client, table));
    const wanted = indexNames(table.GlobalSecondaryIndexes);
    const found = indexNames(existing.GlobalSecondaryIndexes);
    if (JSON.stringify(existing.KeySchema) !== JSON.stringify(table.KeySchema) || wanted !== found)
      throw new Error(
        `The table ${table.name} stands with other keys or indexes (${found}) than the stack declares (${wanted}); start on another folder`,
      );
    if (existing.LatestStreamArn) streams.set(table.streamArn, existing.LatestStreamArn);
  }
  return streams;
}

const indexNames = (indexes: readonly { IndexName: string }[] = []): string =>
  indexes
    .map(({ IndexName }) => IndexName)
    .sort()
    .join(', ') || 'none';

async function describe(client: EngineClient, name: string): Promise<Description | undefined> {
  try {
    return await client.call<Description>('DescribeTable', { TableName: name });
  } catch (cause) {
    if (cause instanceof EngineError && cause.code === 'ResourceNotFoundException') return undefined;
    throw cause;
  }
}

async function create(client: EngineClient, table: TableDeclaration): Promise<Description> {
  const { StreamSpecification: stream, TimeToLiveSpecification: timeToLive } = table;
  const keysOf = ({
    IndexName,
    KeySchema,
    Projection,
  }: NonNullable<TableDeclaration['LocalSecondaryIndexes']>[number]) => ({
    IndexName,
    KeySchema,
    Projection,
  });
  await client.call('CreateTable', {
    TableName: table.name,
    KeySchema: table.KeySchema,
    AttributeDefinitions: table.AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(table.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(keysOf) }),
    ...(table.LocalSecondaryIndexes && { LocalSecondaryIndexes: table.LocalSecondaryIndexes.map(keysOf) }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
  });
  for (;;) {
    const description = await describe(client, table.name);
    if (description?.Table.TableStatus === 'ACTIVE') {
      if (timeToLive?.Enabled)
        await client.call('UpdateTimeToLive', { TableName: table.name, TimeToLiveSpecification: timeToLive });
      return description;
    }
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
