import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { required } from '../env.ts';
import { createTable, type Table } from './table.ts';

/**
 * The table that `TABLE_NAME` names. Endpoint, region and credentials come from the environment variables that the SDK
 * reads by itself. Made once, at a function's start, so that connections outlive one request.
 * @throws Error when `TABLE_NAME` is not set
 */
export function tableFromEnvironment(): Table {
  return createTable(new DynamoDBClient(), required('TABLE_NAME'));
}
