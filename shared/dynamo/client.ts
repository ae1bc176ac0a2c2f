import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { required } from '../env.ts';
import { meter } from './meter.ts';
import { SILENCE_MS } from './sender.ts';
import { takeShortcut } from './shortcut.ts';
import { createTable, type Table } from './table.ts';

/**
 * The table that `TABLE_NAME` names. Endpoint, region and credentials come from the environment variables that the SDK
 * reads by itself. Made once, at a function's start, so that connections outlive one request.
 * @throws Error when `TABLE_NAME` is not set
 */
export function tableFromEnvironment(): Table {
  return createTable(createClient(), required('TABLE_NAME'));
}

/** A client whose calls end, also on a connection that died. */
export function createClient(configuration: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({
    ...configuration,
    // The middleware is the same for every call of a command; nothing changes it after this function.
    cacheMiddleware: true,
    requestHandler: { connectionTimeout: 1000, requestTimeout: SILENCE_MS, throwOnRequestTimeout: true },
  });
  // Copies of each input and output for a log that nobody configured: a tenth of the CPU time of a call.
  client.middlewareStack.remove('loggerMiddleware');
  meter(client);
  takeShortcut(client);
  return client;
}
