import { channel } from 'node:diagnostics_channel';
import { type AwsConfiguration, createAwsClient } from '../aws/aws-client.ts';
import type { SqsCalls, SqsClient } from './calls.ts';
import { createQueues, type Queues } from './queues.ts';

/**
 * The queues whose URLs the function was given (`CALLS_QUEUE_URL`, `WEBHOOKS_QUEUE_URL`, `RECOVERIES_QUEUE_URL`,
 * `EXPORTS_QUEUE_URL`, `BOOKINGS_QUEUE_URL`, `BULK_QUEUE_URL`, `SEARCH_QUEUE_URL`, `LATER_QUEUE_URL`, `PARKED_QUEUE_URL`);
 * sending to another one fails. Endpoint, region and credentials come from the environment variables that the SDK reads by
 * itself.
 */
export function queuesFromEnvironment(): Queues {
  const {
    CALLS_QUEUE_URL: calls,
    WEBHOOKS_QUEUE_URL: webhooks,
    RECOVERIES_QUEUE_URL: recoveries,
    EXPORTS_QUEUE_URL: exports,
    BOOKINGS_QUEUE_URL: bookings,
    SEARCH_QUEUE_URL: search,
    BULK_QUEUE_URL: bulk,
    LATER_QUEUE_URL: later,
    PARKED_QUEUE_URL: parked,
  } = process.env;
  const urls = {
    ...(calls && { calls }),
    ...(webhooks && { webhooks }),
    ...(recoveries && { recoveries }),
    ...(exports && { exports }),
    ...(bookings && { bookings }),
    ...(search && { search }),
    ...(bulk && { bulk }),
    ...(later && { later }),
    ...(parked && { parked }),
  };
  return createQueues(createSqsClient(), urls);
}

/** The name of each request's operation is published on this channel of `node:diagnostics_channel`. */
export const QUEUE_REQUESTS = 'recado:sqs';

export function createSqsClient(configuration: AwsConfiguration = {}): SqsClient {
  const requests = channel(QUEUE_REQUESTS);
  const client = createAwsClient<SqsCalls>(
    {
      name: 'sqs',
      target: 'AmazonSQS',
      version: '1.0',
      variable: 'SQS',
      // As in the SDK, a queue's URL is also its endpoint.
      endpointIn: ({ QueueUrl }: { QueueUrl?: string }) => QueueUrl && new URL(QueueUrl).origin,
      loadSdk: async (given) => (await import('./sqs.lazy.ts')).sqsSdk(given),
    },
    configuration,
  );
  return {
    send(operation, input) {
      if (requests.hasSubscribers) requests.publish(operation);
      return client.send(operation, input);
    },
    destroy: () => client.destroy(),
  };
}
