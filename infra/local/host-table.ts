import { createDynamoClient } from '../../shared/adapters/dynamo/client.ts';
import type { DynamoClient } from '../../shared/adapters/dynamo/sdk/calls.ts';
import { createTable, type Table } from '../../shared/adapters/dynamo/table.ts';
import type { Host } from './host.ts';

/** A client of a running host's engine, for work outside its functions. */
export const clientOf = ({ endpoints, environment }: Host): DynamoClient =>
  createDynamoClient({
    endpoint: endpoints.dynamodb,
    region: environment.AWS_REGION ?? 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** The table of a running host, likewise. */
export const tableOf = (host: Host): Table => createTable(clientOf(host), host.tableName);
