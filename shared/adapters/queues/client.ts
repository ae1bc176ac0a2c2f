import { channel } from 'node:diagnostics_channel';
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { clientConfiguration, IDLE_LOGGER } from '../aws/client-configuration.ts';
import { sendDirectly } from '../aws/direct-requests.ts';
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

/** The name of each request's command is published on this channel of `node:diagnostics_channel`. */
export const QUEUE_REQUESTS = 'recado:sqs';

export function createSqsClient(configuration: SQSClientConfig = {}): SQSClient {
  const client = new SQSClient({ ...clientConfiguration, ...configuration });
  client.middlewareStack.remove(IDLE_LOGGER);
  const requests = channel(QUEUE_REQUESTS);
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (requests.hasSubscribers) requests.publish(commandName);
        return next(args);
      },
    { step: 'initialize', name: 'recadoMeter', priority: 'high' },
  );
  sendDirectly(client, { name: 'sqs', target: 'AmazonSQS' });
  return client;
}
