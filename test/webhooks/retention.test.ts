import { describe, expect, it } from 'vitest';
import { newDelivery, retried } from '../../shared/webhooks/delivery.ts';
import { expiryOf, isExpired } from '../../shared/webhooks/retention.ts';

const day = (n: number) => new Date(Date.UTC(2026, 2, 1 + n, 12));
const epoch = (date: Date) => date.getTime() / 1000;

const delivery = newDelivery({
  ...{ tenantId: 'tnt_1', mode: 'live', endpointId: 'whe_1', eventId: 'evt_1', body: '{}' },
  event: 'call.outcome_final',
  at: day(0).toISOString(),
  retentionDays: 20,
});

describe('a delivery', () => {
  it.each([
    ['pending', undefined],
    ['succeeded', 20],
    ['failed', 20],
    ['held', 14],
  ] as const)('that is %s is deleted so many days after its event: %s', (status, days) => {
    const expected = days === undefined ? undefined : epoch(day(days));
    expect(expiryOf({ ...delivery, status })).toBe(expected);
  });

  it('is kept for 30 days when nobody says how long', () => {
    const { keptUntil } = newDelivery({
      ...{ tenantId: 'tnt_1', mode: 'live', endpointId: 'whe_1', eventId: 'evt_1', body: '{}' },
      event: 'ping',
      at: day(0).toISOString(),
    });
    expect(keptUntil).toBe(day(30).toISOString());
  });

  it('is gone from the instant on that the table may delete it', () => {
    const failed = { ...delivery, status: 'failed' } as const;
    expect(isExpired(failed, new Date(day(20).getTime() - 1))).toBe(false);
    expect(isExpired(failed, day(20))).toBe(true);
    expect(isExpired(delivery, day(5000))).toBe(false);
  });

  it('that is asked for again is kept for a week more at least, to see what came of it', () => {
    const failed = { ...delivery, status: 'failed' } as const;
    expect(retried(failed, false, day(1))?.keptUntil).toBe(day(20).toISOString());
    expect(retried(failed, false, day(19))?.keptUntil).toBe(day(26).toISOString());
  });
});
