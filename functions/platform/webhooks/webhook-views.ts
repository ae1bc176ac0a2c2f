import * as z from 'zod';
import { failureClasses } from '../../../shared/adapters/outbound/outcome.ts';
import { shownHeaders } from '../../../shared/webhooks/attempts/request.ts';
import {
  shownDeliveryStatuses,
  shownStatusOf,
  type WebhookDelivery,
  type WebhookDeliveryAttempt,
} from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import type { MadeEndpoint } from '../../../shared/webhooks/endpoints/create-endpoint.ts';
import {
  disabledReasons,
  liveSecrets,
  type PublicEndpoint,
  toPublic,
} from '../../../shared/webhooks/endpoints/endpoint.ts';
import { subscribableNames, webhookNames } from '../../../shared/webhooks/kinds/catalogue.ts';
import { retrySchedules } from '../../../shared/webhooks/kinds/retry-schedule.ts';

const instant = z.iso.datetime();

export const EndpointView = z.object({
  id: z.string().describe('whe_…'),
  url: z.string(),
  events: z.array(z.enum(subscribableNames)),
  enabled: z.boolean(),
  disabledReason: z
    .enum(disabledReasons)
    .nullable()
    .describe(
      'requested: by its owner; gone: its receiver answered 410; failing: three days of failures without a success. null while it is enabled',
    ),
  disabledAt: instant.nullable().describe('Since when its events are held; null while it is enabled'),
  failingSince: instant
    .nullable()
    .describe('The first failure since the last success, or since it was enabled; null when there is none'),
  retrySchedule: z.enum(retrySchedules),
  strictOrder: z.boolean(),
  maxConcurrency: z.int().nullable(),
  rateLimit: z.int().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

export const MadeEndpointView = EndpointView.extend({
  secret: z.string().describe('Signs everything that is sent here; shown this once'),
});

export const RotatedSecretView = MadeEndpointView.extend({
  previousSecretsUntil: instant
    .nullable()
    .describe('Until when the secrets before this one sign beside it; null when they do not'),
});

export const WebhookDeliveryView = z.object({
  id: z.string().describe('whd_…'),
  endpointId: z.string(),
  event: z.enum(webhookNames),
  eventId: z.string().describe('The webhook-id that the receiver gets, the same on every attempt'),
  orderId: z.string().nullable(),
  sequence: z
    .int()
    .nullable()
    .describe('Of the event, from 1, among those of its order or delivery; null when it is about neither'),
  status: z
    .enum(shownDeliveryStatuses)
    .describe('failing: an attempt failed and another is to come; held: its endpoint is disabled'),
  attemptCount: z.int(),
  nextAttemptAt: instant.nullable().describe('null when no attempt is to come'),
  lastAttemptAt: instant.nullable(),
  createdAt: instant,
});

const AttemptView = z.object({
  number: z.int(),
  startedAt: instant,
  durationMs: z.int(),
  requestHeaders: z
    .record(z.string(), z.string())
    .nullable()
    .describe('As they were sent, the signatures left out; null when no request was made'),
  status: z.int().nullable().describe('Of the response; null when there was none'),
  responseHeaders: z
    .record(z.string(), z.string())
    .nullable()
    .describe(
      'Those that tell most, in 1,000 characters at most (100 of a first attempt), never cookies; null when there was no response',
    ),
  failureClass: z
    .enum(['endpoint_deleted', ...failureClasses])
    .nullable()
    .describe('null when the attempt succeeded'),
  body: z.string().nullable().describe('The first 16 kB of the response'),
  nextAttemptAt: instant
    .nullable()
    .describe('When this failure would be tried again; null when it would not'),
});

export const WebhookDeliveryDetailView = WebhookDeliveryView.extend({
  payload: z.string().describe('The exact text that is sent'),
  attempts: z.array(AttemptView).describe('Oldest first'),
});

export const viewEndpoint = toPublic;

export function viewMadeEndpoint({ endpoint, secret }: MadeEndpoint): PublicEndpoint & { secret: string } {
  return { ...viewEndpoint(endpoint), secret };
}

export function viewRotatedSecret(
  made: MadeEndpoint,
  now: Date,
): ReturnType<typeof viewMadeEndpoint> & { previousSecretsUntil: string | null } {
  const untils = liveSecrets(made.endpoint, now).flatMap(({ until }) => until ?? []);
  return { ...viewMadeEndpoint(made), previousSecretsUntil: untils.toSorted().at(-1) ?? null };
}

export function viewWebhookDelivery(delivery: WebhookDelivery): z.input<typeof WebhookDeliveryView> {
  const { id, endpointId, event, eventId, orderId, sequence, attempts, createdAt } = delivery;
  return {
    id,
    endpointId,
    event,
    eventId,
    orderId: orderId ?? null,
    sequence: sequence ?? null,
    status: shownStatusOf(delivery),
    attemptCount: attempts,
    nextAttemptAt: delivery.nextAttemptAt ?? null,
    lastAttemptAt: delivery.lastAttemptAt ?? null,
    createdAt,
  };
}

export function viewWebhookDeliveryDetail(
  delivery: WebhookDelivery,
  payload: string,
  attempts: WebhookDeliveryAttempt[],
): z.input<typeof WebhookDeliveryDetailView> {
  const viewed = attempts.map(({ responseHeaders, ...attempt }) => ({
    ...attempt,
    requestHeaders:
      attempt.failureClass === 'endpoint_deleted'
        ? null
        : shownHeaders(delivery, payload, new Date(attempt.startedAt)),
    responseHeaders: responseHeaders ?? (attempt.status === null ? null : {}),
  }));
  return { ...viewWebhookDelivery(delivery), payload, attempts: viewed };
}
