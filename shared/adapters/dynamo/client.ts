import { required } from '../../base/env.ts';
import { type AwsConfiguration, createAwsClient } from '../aws/aws-client.ts';
import type { DynamoCalls, DynamoClient } from './sdk/calls.ts';
import { metered } from './sdk/meter.ts';
import { REFUSALS } from './sdk/refusals.ts';
import { createTable, type Table } from './table.ts';

/**
 * The table that `TABLE_NAME` names. Endpoint, region and credentials come from the environment variables that the SDK
 * reads itself. Made once, at a function's start, so that connections outlive one request.
 * @throws Error when `TABLE_NAME` is not set
 */
export function tableFromEnvironment(): Table {
  return createTable(createDynamoClient(), required('TABLE_NAME'));
}

export const createDynamoClient = (configuration: AwsConfiguration = {}): DynamoClient =>
  metered(
    createAwsClient<DynamoCalls>(
      {
        name: 'dynamodb',
        target: 'DynamoDB_20120810',
        version: '1.0',
        variable: 'DYNAMODB',
        refusals: REFUSALS,
        loadSdk: async (given) => (await import('./sdk/dynamo.lazy.ts')).dynamoSdk(given),
      },
      configuration,
    ),
  );
