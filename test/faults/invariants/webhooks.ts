import { Webhook } from 'standardwebhooks';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import type { EventData, EventType } from '../../../shared/events/catalogue.ts';
import { CLAIM_MS } from '../../../shared/webhooks/attempts/make-attempt.ts';
import type { WebhookDelivery } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { webhookDeliveryFromItem } from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { type WebhookName, webhookKinds, webhooksAbout } from '../../../shared/webhooks/kinds/catalogue.ts';
import { endpointsOf, type IssuedSecret } from '../load/load-tenants.ts';
import type { ReceivedWebhook } from '../receivers/receivers.ts';
import { type Check, type Contradiction, type Evidence, missing, repeated, wrong } from './invariant.ts';
import type { Stored } from './stored-items.ts';

/** No invocation of the deliverer lives longer, and so no claim of one that is done may have less left. */
const INVOCATION_MS = 30_000;
/** `webhook-timestamp` is in whole seconds. */
const ROUNDING_MS = 1000;

const subscribersOf = ({ tenants }: Evidence, { tenantId, mode }: Item) =>
  [tenants.seller, tenants.shipper]
    .filter(({ id }) => id === tenantId)
    .flatMap(({ endpoints }) => endpoints.filter((endpoint) => endpoint.mode === mode));

/** The webhook deliveries that are stored, each with what is said by its keys alone. */
export const deliveriesIn = (stored: Stored): (WebhookDelivery & { pk: string })[] =>
  stored.of('webhook-delivery').map((item) => ({ ...webhookDeliveryFromItem(item), pk: item.pk }));

/** Their attempts, by partition. */
function attemptsIn(stored: Stored): Map<string, Record<string, unknown>[]> {
  const firsts = stored
    .of('webhook-delivery')
    .flatMap(({ pk, firstAttempt }) => (firstAttempt ? [{ ...firstAttempt, pk }] : []));
  return Map.groupBy([...firsts, ...stored.of('webhook-attempt')], ({ pk }) => pk);
}

export const deliveryOf = (endpointId: unknown, eventId: unknown): string => `${endpointId} ${eventId}`;

/** What was done to an endpoint is not told to itself. */
const isAbout = (endpointId: string, { type, data }: Item): boolean =>
  type === 'webhook_endpoint.disabled' &&
  (data as EventData<'webhook_endpoint.disabled'>).endpoint.id === endpointId;

/** What every receiver should have heard of every event, whatever befell the stack. */
export const nothingLost: Check = (evidence) => {
  const { stored, received } = evidence;
  const deliveries = new Map(
    deliveriesIn(stored).map((delivery) => [deliveryOf(delivery.endpointId, delivery.eventId), delivery]),
  );
  const attempts = attemptsIn(stored);
  const taken = new Set(
    received
      .filter((webhook) => webhook.accepted)
      .map(({ endpoint, headers }) => deliveryOf(endpoint, headers['webhook-id'])),
  );
  return stored.of('event').flatMap((event) =>
    webhooksAbout(event.type as EventType).flatMap((name) =>
      subscribersOf(evidence, event).flatMap((subscriber): Contradiction[] => {
        if (isAbout(subscriber.id, event)) return [];
        const delivery = deliveries.get(deliveryOf(subscriber.id, event.id));
        const about = `${name} ${event.id} for ${subscriber.name}`;
        if (delivery === undefined) return [missing(`${about}: there is no delivery`, event.id)];
        const ids = [event.id, delivery.id];
        const made = attempts.get(delivery.pk) ?? [];
        if (delivery.status === 'pending') return [missing(`${about}: it is still on its way`, ...ids)];
        if (delivery.status === 'held') return [missing(`${about}: it is still held`, ...ids)];
        if (made.length !== delivery.attempts)
          return [wrong(`${about}: ${delivery.attempts} attempts, ${made.length} of them stored`, ...ids)];
        const isTaken = taken.has(deliveryOf(subscriber.name, event.id));
        if (delivery.status === 'succeeded')
          return isTaken ? [] : [missing(`${about}: delivered, but nobody took it`, ...ids)];
        const least = webhookKinds[name as WebhookName].waits.length + 1;
        const failures = made.filter(({ failureClass }) => failureClass).length;
        return failures >= least
          ? []
          : [wrong(`${about}: failed after ${failures} attempts of ${least}`, ...ids)];
      }),
    ),
  );
};

/** Those that may have been the current one when an attempt was made that was signed then: it read its endpoint before. */
const secretsAt = (secrets: readonly IssuedSecret[], signedAt: number): IssuedSecret[] =>
  secrets.filter(({ requestedAt }, at) => {
    const replacedAt = secrets[at + 1]?.answeredAt ?? Number.POSITIVE_INFINITY;
    return requestedAt <= signedAt + ROUNDING_MS && replacedAt >= signedAt - INVOCATION_MS;
  });

/** Nobody hears two different things under one id, or one thing that is not signed. */
export const oneBodyEach: Check = ({ received, tenants }) => {
  const byId = Map.groupBy(received, ({ headers }) => String(headers['webhook-id']));
  const two = [...byId].filter(([, group]) => new Set(group.map(({ body }) => body)).size > 1);
  const subscribers = new Map(endpointsOf(tenants).map((endpoint) => [endpoint.name, endpoint]));
  const unsigned = received.filter(({ endpoint, headers, body }) => {
    const [id = '', at = ''] = [headers['webhook-id'], headers['webhook-timestamp']];
    const signedAt = new Date(Number(at) * 1000);
    const signatures = headers['webhook-signature']?.split(' ') ?? [];
    const current = secretsAt(subscribers.get(endpoint)?.secrets ?? [], signedAt.getTime());
    return !current.some(({ secret }) => signatures.includes(new Webhook(secret).sign(id, signedAt, body)));
  });
  return [
    ...two.map(([id]) => wrong(`${id} came with two bodies`, id)),
    ...unsigned.map(({ headers, endpoint }) =>
      wrong(`${endpoint} got what is not signed with its secret`, headers['webhook-id']),
    ),
  ];
};

/**
 * Each POST is of an attempt that was recorded, save those whose maker died first. What such a one had claimed must be
 * left alone while its claim lives. It claimed at most an invocation's life before it sent.
 */
export const oneRequestAnAttempt: Check = ({ stored, received }) => {
  const endpoints = new Map(
    stored.of('webhook-endpoint').map((item) => [String(item.url).split('/').pop(), item.id]),
  );
  const byDelivery = Map.groupBy(received, ({ endpoint, headers }) =>
    deliveryOf(endpoints.get(endpoint), headers['webhook-id']),
  );
  const attempts = attemptsIn(stored);
  return deliveriesIn(stored).flatMap((delivery): Contradiction[] => {
    const posts = byDelivery.get(deliveryOf(delivery.endpointId, delivery.eventId)) ?? [];
    if (posts.length < 2) return [];
    const recorded = (attempts.get(delivery.pk) ?? []).map(({ startedAt }) =>
      Math.floor(Date.parse(String(startedAt)) / 1000),
    );
    const sorted = posts.toSorted((one, other) => secondsOf(one) - secondsOf(other));
    return sorted.flatMap((post, at) => {
      const own = recorded.indexOf(secondsOf(post));
      if (own >= 0) {
        recorded.splice(own, 1);
        return [];
      }
      const next = sorted[at + 1];
      const gapMs = next ? (secondsOf(next) - secondsOf(post)) * 1000 : Number.POSITIVE_INFINITY;
      if (gapMs >= CLAIM_MS - INVOCATION_MS - ROUNDING_MS) return [];
      return [
        wrong(
          `${delivery.id} was sent twice in ${gapMs / 1000} s, under one claim`,
          delivery.eventId,
          delivery.id,
        ),
      ];
    });
  });
};

const secondsOf = ({ headers }: ReceivedWebhook): number => Number(headers['webhook-timestamp']);

/** The attempts of a delivery are numbered from 1 without gaps, and there is one delivery for an event and endpoint. */
export const attemptsNumbered: Check = ({ stored }) => {
  const attempts = attemptsIn(stored);
  const gaps = [...attempts].filter(([, made]) =>
    made
      .map(({ number }) => Number(number))
      .toSorted((one, other) => one - other)
      .some((number, at) => number !== at + 1),
  );
  const twice = repeated(
    Map.groupBy(deliveriesIn(stored), ({ endpointId, eventId }) => deliveryOf(endpointId, eventId)),
  );
  return [
    ...gaps.map(([pk]) => wrong(`The attempts of ${pk} are not numbered without gaps`, pk.split('#').pop())),
    ...twice.map(([name, items]) =>
      wrong(`${name} has ${items.length} deliveries`, ...items.map(({ id }) => id)),
    ),
  ];
};
