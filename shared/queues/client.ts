import { SQSClient } from '@aws-sdk/client-sqs';
import { createQueues, type Queues } from './queues.ts';

/**
 * The queues whose URLs the function was given (`CALLS_QUEUE_URL`, `WEBHOOKS_QUEUE_URL`, `EXPORTS_QUEUE_URL`,
 * `PARKED_QUEUE_URL`); sending to another one fails. Endpoint, region and credentials come from the environment
 * variables that the SDK reads by itself.
 */
export function queuesFromEnvironment(): Queues {
  const {
    CALLS_QUEUE_URL: calls,
    WEBHOOKS_QUEUE_URL: webhooks,
    EXPORTS_QUEUE_URL: exports,
    PARKED_QUEUE_URL: parked,
  } = process.env;
  const urls = {
    ...(calls && { calls }),
    ...(webhooks && { webhooks }),
    ...(exports && { exports }),
    ...(parked && { parked }),
  };
  return createQueues(new SQSClient(), urls);
}
