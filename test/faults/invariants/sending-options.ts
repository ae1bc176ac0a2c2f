import { type WebhookName, webhookKinds } from '../../../shared/webhooks/kinds/catalogue.ts';
import { endpointsOf } from '../load/load-tenants.ts';
import { type Check, type Contradiction, wrong } from './invariant.ts';
import { deliveriesIn, deliveryOf } from './webhooks.ts';

/** Who asks for strict order hears nothing of an order before all that came before has arrived or failed for good. */
export const inOrder: Check = (evidence) => {
  const { stored, received } = evidence;
  const strict = new Map(
    endpointsOf(evidence.tenants).flatMap(({ id, name, sendingOptions }) =>
      sendingOptions.strictOrder ? [[id, name] as const] : [],
    ),
  );
  const byDelivery = Map.groupBy(received, ({ endpoint, headers }) =>
    deliveryOf(endpoint, headers['webhook-id']),
  );
  const deliveries = deliveriesIn(stored).filter(
    ({ endpointId, sequence, event, attempts }) =>
      strict.has(String(endpointId)) &&
      sequence !== undefined &&
      // What had failed and was sent again by hand keeps nobody waiting.
      Number(attempts) <= webhookKinds[event as WebhookName].waits.length + 1,
  );
  const byOrder = Map.groupBy(
    deliveries,
    ({ endpointId, orderId, parcelId }) => `${endpointId} ${orderId ?? parcelId}`,
  );
  return [...byOrder].flatMap(([name, ofOrder]): Contradiction[] => {
    let latest = { at: 0, id: '' };
    return ofOrder
      .toSorted((one, other) => Number(one.sequence) - Number(other.sequence))
      .flatMap(({ id, eventId, endpointId, sequence }) => {
        const times = (byDelivery.get(deliveryOf(strict.get(String(endpointId)), eventId)) ?? []).map(
          ({ receivedAt }) => receivedAt,
        );
        if (times.length === 0) return [];
        const early = Math.min(...times) < latest.at;
        const found = early
          ? [
              wrong(
                `${name}: no. ${sequence} (${id}) came before ${latest.id} was done`,
                eventId,
                id,
                latest.id,
              ),
            ]
          : [];
        if (Math.max(...times) > latest.at) latest = { at: Math.max(...times), id: String(id) };
        return found;
      });
  });
};

/** A connection that its maker has closed is seen to be closed a little later. */
const SEEN_LATE_MS = 3000;

/** No endpoint has more requests at the same time than it asked for. */
export const withinPlaces: Check = (evidence) => {
  const limits = new Map(
    endpointsOf(evidence.tenants).map(({ name, sendingOptions }) => [name, sendingOptions.maxConcurrency]),
  );
  return [...Map.groupBy(evidence.received, ({ endpoint }) => endpoint)].flatMap(([endpoint, received]) => {
    const most = limits.get(endpoint) ?? Number.POSITIVE_INFINITY;
    const crowded = received.find(
      ({ receivedAt: at }) =>
        received.filter((one) => one.receivedAt <= at && one.closedAt - SEEN_LATE_MS > at).length > most,
    );
    return crowded
      ? [wrong(`${endpoint} got more than ${most} at a time`, crowded.headers['webhook-id'])]
      : [];
  });
};
