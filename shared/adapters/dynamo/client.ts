import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { required } from '../../base/env.ts';
import { clientConfiguration, IDLE_LOGGER } from '../aws/client-configuration.ts';
import { sendDirectly } from '../aws/direct-requests.ts';
import { meter } from './meter.ts';
import { refusalOf } from './refusals.ts';
import { createTable, type Table } from './table.ts';

/**
 * The table that `TABLE_NAME` names. Endpoint, region and credentials come from the environment variables that the SDK
 * reads by itself. Made once, at a function's start, so that connections outlive one request.
 * @throws Error when `TABLE_NAME` is not set
 */
export function tableFromEnvironment(): Table {
  return createTable(createDynamoClient(), required('TABLE_NAME'));
}

export function createDynamoClient(configuration: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({ ...clientConfiguration, ...configuration });
  client.middlewareStack.remove(IDLE_LOGGER);
  meter(client);
  sendDirectly(client, { name: 'dynamodb', target: 'DynamoDB_20120810', refusalOf });
  return client;
}
