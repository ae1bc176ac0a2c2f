import type { WebhookAttemptResult } from '../deliveries/webhook-delivery.ts';
import type { DisabledReason, WebhookEndpoint } from '../endpoints/endpoint.ts';

/** Telyport: "If none of the events are successful for 3 days, the webhook will be deactivated." */
const FAILING_MS = 3 * 24 * 3600 * 1000;

/** "The target resource is no longer available … and this condition is likely to be permanent" (RFC 9110, 15.5.11). */
const GONE = 410;

/**
 * The endpoint as the result of an attempt leaves it; the very same when it changes nothing, which is what an attempt
 * does that ends as the ones before. Time alone does nothing: an endpoint without events is neither well nor ill.
 *
 * @param now when the attempt ended
 */
export function healthAfter(
  endpoint: WebhookEndpoint,
  result: WebhookAttemptResult,
  now: Date,
): WebhookEndpoint {
  const { enabled, failingSince } = endpoint;
  if (!enabled) return endpoint;
  if (result.ok) return failingSince === undefined ? endpoint : { ...endpoint, failingSince: undefined };
  if (!isReceiversFault(result)) return endpoint;
  const since = failingSince ?? now.toISOString();
  if ('status' in result && result.status === GONE)
    return disabled({ ...endpoint, failingSince: since }, 'gone', now);
  if (failingSince === undefined) return { ...endpoint, failingSince: since };
  return now.getTime() - Date.parse(failingSince) < FAILING_MS
    ? endpoint
    : disabled(endpoint, 'failing', now);
}

/** What was withheld, and what has no name, may be ours. */
const isReceiversFault = (result: WebhookAttemptResult & { ok: false }): boolean =>
  'failure' in result && result.failure !== 'unknown';

function disabled(endpoint: WebhookEndpoint, disabledReason: DisabledReason, now: Date): WebhookEndpoint {
  const at = now.toISOString();
  const version = endpoint.version + 1;
  return { ...endpoint, enabled: false, disabledReason, disabledAt: at, updatedAt: at, version };
}
