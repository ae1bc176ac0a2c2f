import { openFolder } from '../../../infra/local/data/folders.ts';
import { chooseEngine, startEngine } from '../../../infra/local/engine/start.ts';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import type { IndexName } from '../../../shared/adapters/dynamo/query.ts';
import { createTable, type Table } from '../../../shared/adapters/dynamo/table.ts';
import { SECRETS_KEY } from '../data/cipher.ts';

export interface TestTable {
  table: Table;
  /** What a function reads its table's place and the key of secrets from. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

const REGION = 'us-east-1';
const indexes: Record<IndexName, string> = {
  list: 'KEYS_ONLY',
  lookup: 'KEYS_ONLY',
  subject: 'KEYS_ONLY',
  sparse: 'KEYS_ONLY',
};
const key = (name: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType });

/**
 * A table like the stack's, empty, on an engine of its own. The environment of this process leads to it. It has no
 * stream: nobody reads one here, and with each write both engines look through all records that a stream has.
 */
export async function startTable(): Promise<TestTable> {
  const folder = openFolder();
  const engine = await startEngine(chooseEngine(process.env.RECADO_TEST_ENGINE), folder, REGION);
  const name = `recado-${crypto.randomUUID()}`;
  const pairs = [['pk', 'sk'], ...Object.keys(indexes).map((index) => [`${index}Pk`, `${index}Sk`])];
  await engine.client.call('CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: pairs.flat().map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, ProjectionType]) => ({
      IndexName,
      KeySchema: [key(`${IndexName}Pk`, 'HASH'), key(`${IndexName}Sk`, 'RANGE')],
      Projection: { ProjectionType },
    })),
  });
  const environment = {
    TABLE_NAME: name,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    SECRETS_KEY,
  };
  Object.assign(process.env, environment);
  const client = createDynamoClient();
  return {
    table: createTable(client, name),
    environment,
    async stop() {
      client.destroy();
      await engine.client.call('DeleteTable', { TableName: name });
      await engine.stop();
      folder.close();
    },
  };
}
