import { openFolder } from '../../infra/local/data/folders.ts';
import { chooseEngine, startEngine } from '../../infra/local/engine/start.ts';
import { createDynamoClient } from '../../shared/adapters/dynamo/client.ts';
import type { DynamoClient } from '../../shared/adapters/dynamo/sdk/calls.ts';
import { createTable, type Table } from '../../shared/adapters/dynamo/table.ts';

export interface TestTable {
  name: string;
  table: Table;
  client: DynamoClient;
  /** Where the engine itself answers. */
  endpoint: string;
  /** A client of the same engine that reaches it at another address. */
  clientAt(endpoint: string): DynamoClient;
  stop(): Promise<void>;
}

const string = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

/** A table with the keys, indexes and stream of the deployed one, on an engine of its own. */
export async function startTable(): Promise<TestTable> {
  const folder = openFolder();
  const engine = await startEngine(chooseEngine(process.env.RECADO_TEST_ENGINE), folder, 'us-east-1');
  const name = `table-${process.pid}-${Date.now()}`;
  await engine.client.call('CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys('pk', 'sk'),
    AttributeDefinitions: ['pk', 'sk', 'listPk', 'listSk', 'lookupPk', 'lookupSk'].map(string),
    GlobalSecondaryIndexes: [
      ...(['list', 'lookup'] as const).map((name) => ({
        IndexName: name,
        KeySchema: keys(`${name}Pk`, `${name}Sk`),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  const clientAt = (endpoint: string) =>
    createDynamoClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  const client = clientAt(engine.endpoint);
  return {
    name,
    table: createTable(client, name),
    client,
    endpoint: engine.endpoint,
    clientAt,
    async stop() {
      client.destroy();
      await engine.stop();
      folder.close();
    },
  };
}
