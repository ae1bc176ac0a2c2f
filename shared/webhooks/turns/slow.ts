import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Outcome } from '../../adapters/outbound/outcome.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import { endpointKey, type WebhookEndpoint } from '../endpoints/endpoint.ts';

/** An exchange that takes longer is slow. Most receivers answer within a second. */
const SLOW_MS = 5_000;

/** How long an endpoint counts as slow after a slow exchange. */
const SLOW_FOR_MS = 60_000;

/** A mark that lasts so much longer is not renewed: exchanges that hang together renew it once. */
const LASTS_MS = 30_000;

/** Marks an endpoint as slow, if it is not already. It never throws: the next slow exchange marks it, too. */
export async function markSlow(
  { table, clock, log }: Pick<AttemptServices, 'table' | 'clock' | 'log'>,
  endpoint: WebhookEndpoint,
): Promise<void> {
  const now = clock();
  const enough = new Date(now.getTime() + LASTS_MS).toISOString();
  if (endpoint.slowUntil !== undefined && endpoint.slowUntil > enough) return;
  const slowUntil = new Date(now.getTime() + SLOW_FOR_MS).toISOString();
  try {
    await table.update(
      endpointKey(endpoint, endpoint.id),
      { set: { slowUntil } },
      {
        expression: 'attribute_exists(pk) AND (attribute_not_exists(#slow) OR #slow < :enough)',
        names: { '#slow': 'slowUntil' },
        values: { ':enough': enough },
      },
    );
  } catch (error) {
    if (!(error instanceof ConditionFailed))
      log.warn('A slow endpoint could not be marked as slow', { endpointId: endpoint.id, error });
  }
}

/**
 * Makes an exchange, and tells once when it is slow: while it still lasts, so that no more follow into it.
 * @param onSlow must not throw
 */
export async function noticingSlowness(
  exchange: () => Promise<Outcome>,
  onSlow: () => Promise<void>,
): Promise<Outcome> {
  let noticed: Promise<void> | undefined;
  const notice = () => {
    noticed ??= onSlow();
  };
  const timer = setTimeout(notice, SLOW_MS);
  try {
    const outcome = await exchange();
    if (outcome.durationMs >= SLOW_MS || (!outcome.ok && outcome.failure === 'timeout')) notice();
    return outcome;
  } finally {
    clearTimeout(timer);
    await noticed;
  }
}
