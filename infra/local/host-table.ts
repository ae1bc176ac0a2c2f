import { createDynamoClient } from '../../shared/adapters/dynamo/client.ts';
import { createTable, type Table } from '../../shared/adapters/dynamo/table.ts';
import type { Host } from './host.ts';

/** The table of a running host, for work outside its functions. */
export function tableOf({ endpoints, tableName, environment }: Host): Table {
  const client = createDynamoClient({
    endpoint: endpoints.dynamodb,
    region: environment.AWS_REGION ?? 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return createTable(client, tableName);
}
