import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { HttpResult } from '../../adapters/outbound/http-result.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import { endpointKey, type WebhookEndpoint } from '../endpoints/endpoint.ts';

/** An exchange that takes longer is slow. Most receivers answer within a second. */
const SLOW_MS = 5_000;

/** How long an endpoint counts as slow after a slow exchange. */
const SLOW_FOR_MS = 60_000;

/** A mark that lasts so much longer is not renewed: exchanges that hang together renew it once. */
const RENEWED_AFTER_MS = 30_000;

/** Marks an endpoint as slow, if it is not already. It never throws: the next slow exchange marks it, too. */
export async function markSlow(
  { table, clock, log }: Pick<AttemptServices, 'table' | 'clock' | 'log'>,
  endpoint: WebhookEndpoint,
): Promise<void> {
  const now = clock();
  const keptUntil = new Date(now.getTime() + RENEWED_AFTER_MS).toISOString();
  if (endpoint.slowUntil !== undefined && endpoint.slowUntil > keptUntil) return;
  const slowUntil = new Date(now.getTime() + SLOW_FOR_MS).toISOString();
  try {
    await table.update(
      endpointKey(endpoint, endpoint.id),
      { set: { slowUntil } },
      {
        expression: 'attribute_exists(pk) AND (attribute_not_exists(#slow) OR #slow < :enough)',
        names: { '#slow': 'slowUntil' },
        values: { ':enough': keptUntil },
      },
    );
  } catch (error) {
    if (!(error instanceof ConditionFailed))
      log.warn('A slow endpoint could not be marked as slow', { endpointId: endpoint.id, error });
  }
}

/** A share of the time that this process worked for: above it, an exchange may have waited for this process alone. */
const BUSY = 0.8;

/**
 * Sends a request, and reports once when it is slow: while it still lasts, so that no more follow. Slowness while this
 * process was busy says nothing about the receiver, unless the request timed out.
 * @param onSlow must not throw
 * @param utilization the share of the time since its call that this process has worked for
 */
export async function reportingSlowness(
  exchange: () => Promise<HttpResult>,
  onSlow: () => Promise<void>,
  utilization: () => number = utilizationFromNow(),
): Promise<HttpResult> {
  let reported: Promise<void> | undefined;
  const report = () => {
    reported ??= onSlow();
  };
  const wasIdleEnough = () => utilization() <= BUSY;
  const timer = setTimeout(() => wasIdleEnough() && report(), SLOW_MS);
  try {
    const result = await exchange();
    const timedOut = !result.ok && result.failure === 'timeout';
    if (timedOut || (result.durationMs >= SLOW_MS && wasIdleEnough())) report();
    return result;
  } finally {
    clearTimeout(timer);
    await reported;
  }
}

function utilizationFromNow(): () => number {
  const before = performance.eventLoopUtilization();
  return () => performance.eventLoopUtilization(before).utilization;
}
