import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { IDLE_LOGGER, leanConfiguration } from '../aws/lean.ts';
import { takeShortcut } from '../aws/shortcut.ts';
import { createQueues, type Queues } from './queues.ts';

/**
 * The queues whose URLs the function was given (`CALLS_QUEUE_URL`, `WEBHOOKS_QUEUE_URL`, `RECOVERIES_QUEUE_URL`,
 * `EXPORTS_QUEUE_URL`, `BOOKINGS_QUEUE_URL`, `PARKED_QUEUE_URL`); sending to another one fails. Endpoint, region and
 * credentials come from the environment variables that the SDK reads by itself.
 */
export function queuesFromEnvironment(): Queues {
  const {
    CALLS_QUEUE_URL: calls,
    WEBHOOKS_QUEUE_URL: webhooks,
    RECOVERIES_QUEUE_URL: recoveries,
    EXPORTS_QUEUE_URL: exports,
    BOOKINGS_QUEUE_URL: bookings,
    PARKED_QUEUE_URL: parked,
  } = process.env;
  const urls = {
    ...(calls && { calls }),
    ...(webhooks && { webhooks }),
    ...(recoveries && { recoveries }),
    ...(exports && { exports }),
    ...(bookings && { bookings }),
    ...(parked && { parked }),
  };
  return createQueues(createClient(), urls);
}

export function createClient(configuration: SQSClientConfig = {}): SQSClient {
  const client = new SQSClient({ ...leanConfiguration, ...configuration });
  client.middlewareStack.remove(IDLE_LOGGER);
  takeShortcut(client, { name: 'sqs', target: 'AmazonSQS' });
  return client;
}
