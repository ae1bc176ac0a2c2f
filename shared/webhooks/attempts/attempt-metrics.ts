import { recordMetric } from '../../adapters/logging/metrics.ts';
import type { WebhookDelivery, WebhookDeliveryStatus } from '../deliveries/webhook-delivery.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';

/**
 * Counts an attempt, by the status that it gave its delivery, and times it: from the commit of the event until its first
 * request went out. Attempts that had to wait say nothing about our speed and are not timed: those of an endpoint that is
 * slow or asked for limits or order, of deliveries that were held, and retries.
 *
 * @param delivery as the attempt found it
 */
export function recordAttemptMetrics(
  delivery: WebhookDelivery,
  endpoint: WebhookEndpoint | undefined,
  startedAt: Date,
  outcome: WebhookDeliveryStatus | 'claim_lost',
): void {
  recordMetric({ name: 'WebhookAttempt', dimensions: { outcome } });
  if (endpoint === undefined || hasToWait(endpoint, startedAt)) return;
  const isFirst = delivery.attempts === 0 && delivery.nextAttemptAt === delivery.createdAt;
  if (!isFirst) return;
  const value = Math.max(0, startedAt.getTime() - new Date(delivery.createdAt).getTime());
  recordMetric({ name: 'CommitToRequest', value, unit: 'Milliseconds' });
}

const hasToWait = (
  { strictOrder, maxConcurrency, rateLimit, slowUntil }: WebhookEndpoint,
  now: Date,
): boolean =>
  strictOrder ||
  maxConcurrency !== null ||
  rateLimit !== null ||
  (slowUntil !== undefined && new Date(slowUntil) > now);
