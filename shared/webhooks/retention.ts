import type { WebhookDelivery } from './delivery.ts';

/** Days that what happened while an endpoint was disabled is kept for it. */
export const HELD_DAYS = 14;

const DAY_SECONDS = 86_400;

/**
 * When the table may delete a delivery, in seconds since 1970: one that is held, some days after its event; any other,
 * never.
 */
export function expiryOf({ status, createdAt }: WebhookDelivery): number | undefined {
  if (status !== 'held') return undefined;
  return Math.ceil(Date.parse(createdAt) / 1000) + HELD_DAYS * DAY_SECONDS;
}
