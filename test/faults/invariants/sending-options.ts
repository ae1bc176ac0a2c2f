import { type WebhookName, webhookKinds } from '../../../shared/webhooks/kinds/catalogue.ts';
import { endpointsOf } from '../load/load-tenants.ts';
import { type Invariant, type Violation, violation } from './invariant.ts';
import { webhookDeliveriesIn, webhookName } from './stored-webhooks.ts';

/** An endpoint in strict order receives no event of an order before the earlier ones have arrived or failed for good. */
export const strictOrderKept: Invariant = ({ stored, received, tenants }) => {
  const strict = new Map(
    endpointsOf(tenants).flatMap(({ id, name, sendingOptions }) =>
      sendingOptions.strictOrder ? [[id, name] as const] : [],
    ),
  );
  const byName = Map.groupBy(received, ({ endpoint, headers }) =>
    webhookName(endpoint, headers['webhook-id']),
  );
  const deliveries = webhookDeliveriesIn(stored).filter(
    ({ endpointId, sequence, event, attempts }) =>
      strict.has(String(endpointId)) &&
      sequence !== undefined &&
      // More attempts than planned: it failed for good and was retried by hand, which holds up no later event.
      Number(attempts) <= webhookKinds[event as WebhookName].waits.length + 1,
  );
  const byOrder = Map.groupBy(
    deliveries,
    ({ endpointId, orderId, parcelId }) => `${endpointId} ${orderId ?? parcelId}`,
  );
  return [...byOrder].flatMap(([name, ofOrder]): Violation[] => {
    let latest = { at: 0, id: '' };
    return ofOrder
      .toSorted((one, other) => Number(one.sequence) - Number(other.sequence))
      .flatMap(({ id, eventId, endpointId, sequence }) => {
        const times = (byName.get(webhookName(strict.get(String(endpointId)), eventId)) ?? []).map(
          ({ receivedAt }) => receivedAt,
        );
        if (times.length === 0) return [];
        const what = `${name}: no. ${sequence} (${id}) was received before ${latest.id} was finished`;
        const found = Math.min(...times) < latest.at ? [violation(what, eventId, id, latest.id)] : [];
        if (Math.max(...times) > latest.at) latest = { at: Math.max(...times), id: String(id) };
        return found;
      });
  });
};

/** How much later than the sender a receiver may notice that a connection was closed. */
const CLOSE_NOTICED_MS = 3000;

/** No endpoint receives more requests at the same time than its limit of concurrency. */
export const concurrencyLimitKept: Invariant = ({ received, tenants }) => {
  const limits = new Map(
    endpointsOf(tenants).map(({ name, sendingOptions }) => [name, sendingOptions.maxConcurrency]),
  );
  return [...Map.groupBy(received, ({ endpoint }) => endpoint)].flatMap(([endpoint, webhooks]) => {
    const limit = limits.get(endpoint) ?? Number.POSITIVE_INFINITY;
    const isOpenAt = (at: number) => (webhook: (typeof webhooks)[number]) =>
      webhook.receivedAt <= at && webhook.closedAt - CLOSE_NOTICED_MS > at;
    const excess = webhooks.find(({ receivedAt }) => webhooks.filter(isOpenAt(receivedAt)).length > limit);
    return excess
      ? [violation(`${endpoint} received more than ${limit} at a time`, excess.headers['webhook-id'])]
      : [];
  });
};
