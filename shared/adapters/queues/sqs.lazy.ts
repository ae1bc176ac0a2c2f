import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AwsConfiguration, WholeSdk } from '../aws/aws-client.ts';
import { clientConfiguration, wholeSdk } from '../aws/whole-sdk.ts';
import type { SqsCalls } from './calls.ts';

export function sqsSdk(configuration: AwsConfiguration): WholeSdk<SqsCalls> {
  const client = new SQSClient({ ...clientConfiguration, ...configuration });
  return wholeSdk<SqsCalls>(client, {
    GetQueueAttributes: (input) => client.send(new GetQueueAttributesCommand(input)),
    SendMessageBatch: (input) => client.send(new SendMessageBatchCommand(input)),
  });
}
