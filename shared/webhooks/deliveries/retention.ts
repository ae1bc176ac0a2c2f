import { HELD_DAYS } from '../../tenants/settings/retention.ts';

/** The fields of a webhook delivery that decide how long it is kept. */
export interface RetentionState {
  status: string;
  attempts: number;
  createdAt: string;
  keptUntil: string;
}

/** Days that a delivery of any age is kept after a manual retry: time to see the result. */
const RETRIED_DAYS = 7;

const DAY_MS = 86_400_000;

const daysAfter = (at: Date, days: number): string => new Date(at.getTime() + days * DAY_MS).toISOString();

/** Until when a delivery is kept, ISO 8601. @param at when its event happened */
export const keptUntil = (at: string, retentionDays: number): string =>
  daysAfter(new Date(at), retentionDays);

/** Until when a delivery is kept that is requested again now. */
export function keptLonger(until: string, now: Date): string {
  const longer = daysAfter(now, RETRIED_DAYS);
  return longer > until ? longer : until;
}

/** An instant as the table's time to live has it: whole seconds since 1970. */
export const expiryAt = (at: string): number => Math.ceil(Date.parse(at) / 1000);

/**
 * When the table may delete a delivery, in seconds since 1970. One that is pending: never, however long that takes. One
 * that is held: some days after its event, or with its history when it has one, which a repeat of what is older must not end.
 */
export function expiryOf(delivery: RetentionState): number | undefined {
  const { status, attempts, createdAt, keptUntil: until } = delivery;
  if (status === 'pending') return undefined;
  return expiryAt(status === 'held' && attempts === 0 ? keptUntil(createdAt, HELD_DAYS) : until);
}

/** Whether a delivery is gone, though the table may take days to delete it. */
export function isExpired(delivery: RetentionState, now: Date): boolean {
  const expiry = expiryOf(delivery);
  return expiry !== undefined && expiry * 1000 <= now.getTime();
}
