import { Webhook } from 'standardwebhooks';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import type { EventData, EventType } from '../../../shared/events/catalogue.ts';
import { CLAIM_MS } from '../../../shared/webhooks/attempts/make-attempt.ts';
import { type WebhookName, webhookKinds, webhooksAbout } from '../../../shared/webhooks/kinds/catalogue.ts';
import { endpointsOf, type IssuedSecret, type LoadEndpoint, type LoadTenants } from '../load/load-tenants.ts';
import type { ReceivedWebhook } from '../receivers/receivers.ts';
import { duplicates, type Invariant, missing, type Violation, violation } from './invariant.ts';
import { attemptsIn, webhookDeliveriesIn, webhookName } from './stored-webhooks.ts';

/** The longest that an invocation of `deliver-webhook` runs; what it read or claimed is no older than this. */
const INVOCATION_MS = 30_000;
/** `webhook-timestamp` is in whole seconds. */
const ROUNDING_MS = 1000;

/** The endpoints that a tenant has in the mode of an event. */
const endpointsFor = ({ seller, shipper }: LoadTenants, { tenantId, mode }: Item): LoadEndpoint[] =>
  [seller, shipper]
    .filter(({ id }) => id === tenantId)
    .flatMap(({ endpoints }) => endpoints.filter((endpoint) => endpoint.mode === mode));

/** An endpoint is not sent the event that it was disabled itself. */
const isOwnDisabling = (endpointId: string, { type, data }: Item): boolean =>
  type === 'webhook_endpoint.disabled' &&
  (data as EventData<'webhook_endpoint.disabled'>).endpoint.id === endpointId;

/** Every event was delivered to every endpoint that subscribes to it, or failed after all its attempts. */
export const noWebhookLost: Invariant = ({ stored, received, tenants }) => {
  const deliveries = new Map(
    webhookDeliveriesIn(stored).map((delivery) => [
      webhookName(delivery.endpointId, delivery.eventId),
      delivery,
    ]),
  );
  const attempts = attemptsIn(stored);
  const accepted = new Set(
    received
      .filter((webhook) => webhook.accepted)
      .map(({ endpoint, headers }) => webhookName(endpoint, headers['webhook-id'])),
  );
  return stored.of('event').flatMap((event) =>
    webhooksAbout(event.type as EventType).flatMap((name) =>
      endpointsFor(tenants, event).flatMap((endpoint): Violation[] => {
        if (isOwnDisabling(endpoint.id, event)) return [];
        const delivery = deliveries.get(webhookName(endpoint.id, event.id));
        const about = `${name} ${event.id} for ${endpoint.name}`;
        if (delivery === undefined) return [missing(`${about}: there is no webhook delivery`, event.id)];
        const ids = [event.id, delivery.id];
        const made = attempts.get(delivery.pk) ?? [];
        if (delivery.status === 'pending') return [missing(`${about}: still pending`, ...ids)];
        if (delivery.status === 'held') return [missing(`${about}: still held`, ...ids)];
        if (made.length !== delivery.attempts)
          return [
            violation(`${about}: ${delivery.attempts} attempts, ${made.length} of them stored`, ...ids),
          ];
        if (delivery.status === 'succeeded')
          return accepted.has(webhookName(endpoint.name, event.id))
            ? []
            : [missing(`${about}: succeeded, but its receiver did not accept it`, ...ids)];
        const planned = webhookKinds[name as WebhookName].waits.length + 1;
        const failures = made.filter(({ failureClass }) => failureClass).length;
        return failures >= planned
          ? []
          : [violation(`${about}: failed after ${failures} of ${planned} attempts`, ...ids)];
      }),
    ),
  );
};

/** The secrets that an attempt may have been signed with: it read its endpoint within an invocation before. */
const secretsAt = (secrets: readonly IssuedSecret[], signedAt: number): IssuedSecret[] =>
  secrets.filter(({ requestedAt }, at) => {
    const replacedAt = secrets[at + 1]?.answeredAt ?? Number.POSITIVE_INFINITY;
    return requestedAt <= signedAt + ROUNDING_MS && replacedAt >= signedAt - INVOCATION_MS;
  });

/** All requests with the same `webhook-id` have the same body, and each is signed with a secret of its endpoint. */
export const oneSignedBodyPerWebhook: Invariant = ({ received, tenants }) => {
  const byId = Map.groupBy(received, ({ headers }) => String(headers['webhook-id']));
  const different = [...byId].filter(([, group]) => new Set(group.map(({ body }) => body)).size > 1);
  const endpoints = new Map(endpointsOf(tenants).map((endpoint) => [endpoint.name, endpoint]));
  const unsigned = received.filter(({ endpoint, headers, body }) => {
    const [id = '', at = ''] = [headers['webhook-id'], headers['webhook-timestamp']];
    const signedAt = new Date(Number(at) * 1000);
    const signatures = headers['webhook-signature']?.split(' ') ?? [];
    const current = secretsAt(endpoints.get(endpoint)?.secrets ?? [], signedAt.getTime());
    return !current.some(({ secret }) => signatures.includes(new Webhook(secret).sign(id, signedAt, body)));
  });
  return [
    ...different.map(([id]) => violation(`${id} was sent with different bodies`, id)),
    ...unsigned.map(({ headers, endpoint }) =>
      violation(`${endpoint} received a webhook not signed with its secret`, headers['webhook-id']),
    ),
  ];
};

/**
 * Each request belongs to a stored attempt, except those whose worker was killed before it stored the attempt. Such a
 * worker leaves a claim behind, and nobody else may send the webhook before the claim runs out. It was made at most an
 * invocation before the request.
 */
export const oneRequestPerAttempt: Invariant = ({ stored, received }) => {
  const endpointIds = new Map(
    stored.of('webhook-endpoint').map((item) => [String(item.url).split('/').pop(), item.id]),
  );
  const byName = Map.groupBy(received, ({ endpoint, headers }) =>
    webhookName(endpointIds.get(endpoint), headers['webhook-id']),
  );
  const attempts = attemptsIn(stored);
  return webhookDeliveriesIn(stored).flatMap((delivery): Violation[] => {
    const requests = byName.get(webhookName(delivery.endpointId, delivery.eventId)) ?? [];
    if (requests.length < 2) return [];
    const startedSeconds = (attempts.get(delivery.pk) ?? []).map(({ startedAt }) =>
      Math.floor(Date.parse(String(startedAt)) / 1000),
    );
    const sorted = requests.toSorted((one, other) => secondsOf(one) - secondsOf(other));
    return sorted.flatMap((request, at) => {
      const attempt = startedSeconds.indexOf(secondsOf(request));
      if (attempt >= 0) {
        startedSeconds.splice(attempt, 1);
        return [];
      }
      const next = sorted[at + 1];
      const gapMs = next ? (secondsOf(next) - secondsOf(request)) * 1000 : Number.POSITIVE_INFINITY;
      if (gapMs >= CLAIM_MS - INVOCATION_MS - ROUNDING_MS) return [];
      const what = `${delivery.id} was sent again after ${gapMs / 1000} s, during the claim of a worker that died`;
      return [violation(what, delivery.eventId, delivery.id)];
    });
  });
};

const secondsOf = ({ headers }: ReceivedWebhook): number => Number(headers['webhook-timestamp']);

/** The attempts of a webhook delivery are numbered from 1 without gaps; an event has one delivery for each endpoint. */
export const attemptsNumberedWithoutGaps: Invariant = ({ stored }) => {
  const gaps = [...attemptsIn(stored)].filter(([, made]) =>
    made
      .map(({ number }) => Number(number))
      .toSorted((one, other) => one - other)
      .some((number, at) => number !== at + 1),
  );
  const byName = Map.groupBy(webhookDeliveriesIn(stored), ({ endpointId, eventId }) =>
    webhookName(endpointId, eventId),
  );
  return [
    ...gaps.map(([pk]) => violation(`The attempts of ${pk} are numbered with gaps`, pk.split('#').pop())),
    ...duplicates(byName).map(([name, found]) =>
      violation(`${name} has ${found.length} webhook deliveries`, ...found.map(({ id }) => id)),
    ),
  ];
};
