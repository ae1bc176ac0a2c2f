import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AwsConfiguration, WholeSdk } from '../../aws/aws-client.ts';
import { clientConfiguration, wholeSdk } from '../../aws/whole-sdk.ts';
import type { DynamoCalls } from './calls.ts';

export function dynamoSdk(configuration: AwsConfiguration): WholeSdk<DynamoCalls> {
  const client = new DynamoDBClient({ ...clientConfiguration, ...configuration });
  return wholeSdk<DynamoCalls>(client, {
    BatchGetItem: (input) => client.send(new BatchGetItemCommand(input)),
    BatchWriteItem: (input) => client.send(new BatchWriteItemCommand(input)),
    DeleteItem: (input) => client.send(new DeleteItemCommand(input)),
    GetItem: (input) => client.send(new GetItemCommand(input)),
    PutItem: (input) => client.send(new PutItemCommand(input)),
    Query: (input) => client.send(new QueryCommand(input)),
    Scan: (input) => client.send(new ScanCommand(input)),
    TransactWriteItems: (input) => client.send(new TransactWriteItemsCommand(input)),
    UpdateItem: (input) => client.send(new UpdateItemCommand(input)),
  });
}
