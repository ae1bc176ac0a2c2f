import * as z from 'zod';
import { failureClasses } from '../../../../shared/adapters/outbound/http-result.ts';
import { shownHeaders } from '../../../../shared/webhooks/attempts/request.ts';
import {
  shownDeliveryStatuses,
  shownStatusOf,
  type WebhookDelivery,
  type WebhookDeliveryAttempt,
} from '../../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { webhookNames } from '../../../../shared/webhooks/kinds/catalogue.ts';

const instant = z.iso.datetime();

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
