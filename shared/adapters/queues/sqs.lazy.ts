export { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
export { createSqsClient } from './client.ts';
