import * as z from 'zod';
import { webhookNames } from '../../../../shared/webhooks/kinds/catalogue.ts';
import type { RecoveryOffer } from '../../../../shared/webhooks/recovery/offer-recovery.ts';
import {
  cancelReasons,
  positionOf,
  progressOf,
  recoverableStatuses,
  recoveryStatuses,
  type WebhookRecovery,
} from '../../../../shared/webhooks/recovery/recovery.ts';

const instant = z.iso.datetime();

export const RecoveryView = z.object({
  id: z.string().describe('whr_…'),
  endpointId: z.string(),
  since: instant.nullable(),
  until: instant.describe('Not after its start: later events are delivered anyway'),
  events: z.array(z.enum(webhookNames)).nullable().describe('null for all'),
  statuses: z.array(z.enum(recoverableStatuses)),
  orderId: z.string().nullable(),
  dryRun: z.boolean(),
  status: z.enum(recoveryStatuses),
  cancelReason: z
    .enum(cancelReasons)
    .nullable()
    .describe('Why it ended before its time; null when it did not'),
  looked: z.int().describe('Deliveries looked at'),
  matched: z.int().describe('Of these, the ones that it is about'),
  sent: z.int().describe('Of these, the ones for which an attempt was requested; 0 in a dry run'),
  skipped: z.int().describe('Of these, the ones that another client requested at the same moment'),
  position: instant.nullable().describe('The time of the last event looked at'),
  progress: z
    .number()
    .describe('From 0 to 1: of the time that it looks through, not of the deliveries in it'),
  startedAt: instant,
  finishedAt: instant.nullable(),
});

export function viewRecovery(recovery: WebhookRecovery): z.input<typeof RecoveryView> {
  const { id, endpointId, since, until, events, statuses, orderId, dryRun, status } = recovery;
  const { cancelReason, looked, matched, sent, skipped, startedAt, finishedAt } = recovery;
  return {
    ...{ id, endpointId, since: since ?? null, until, events: events ? [...events] : null },
    ...{ statuses: [...statuses], orderId: orderId ?? null, dryRun, status },
    ...{ cancelReason: cancelReason ?? null, looked, matched, sent, skipped },
    position: positionOf(recovery)?.toISOString() ?? null,
    progress: Math.round(progressOf(recovery) * 1000) / 1000,
    ...{ startedAt, finishedAt: finishedAt ?? null },
  };
}

export const RecoveryOfferView = z
  .object({
    since: instant.describe('The time of the first event that it missed'),
    until: instant,
    statuses: z.array(z.enum(recoverableStatuses)),
    count: z.int().nullable().describe('Deliveries; null for more than 1,000: a dry run counts them'),
  })
  .nullable()
  .describe('What to recover after it was enabled; null when it was so before, or missed nothing');

export const viewOffer = (offer: RecoveryOffer | null): z.input<typeof RecoveryOfferView> =>
  offer && { ...offer, statuses: [...offer.statuses] };
