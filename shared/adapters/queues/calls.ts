import type {
  GetQueueAttributesCommandInput,
  GetQueueAttributesCommandOutput,
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
} from '@aws-sdk/client-sqs';
import type { AwsClient } from '../aws/aws-client.ts';

/** The operations of SQS that we call. */
export type SqsCalls = {
  GetQueueAttributes: { input: GetQueueAttributesCommandInput; output: GetQueueAttributesCommandOutput };
  SendMessageBatch: { input: SendMessageBatchCommandInput; output: SendMessageBatchCommandOutput };
};

export type SqsClient = AwsClient<SqsCalls>;
