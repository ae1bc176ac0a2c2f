import { describe, expect, it, test } from 'vitest';
import type { HttpResult } from '../../../shared/adapters/outbound/http-result.ts';
import { nextAttemptDue } from '../../../shared/webhooks/deliveries/attempt-message.ts';
import { attempted, newWebhookDelivery } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { waitAsAsked, waitsOf } from '../../../shared/webhooks/kinds/retry-schedule.ts';

const BASE = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
const HOURS_72 = 72 * 3600;
const sum = (waits: readonly number[]) => waits.reduce((total, wait) => total + wait, 0);

const draft = {
  tenantId: 'tnt_1',
  mode: 'live',
  endpointId: 'whe_1',
  eventId: 'evt_1',
  event: 'call.outcome_final',
  body: '{}',
  at: '2026-03-17T21:00:00.000Z',
} as const;

describe('the long schedule', () => {
  it('lasts 72 hours and more for every delivery, each wait stretched by a tenth at most', () => {
    const firsts = new Set<number>();
    for (let count = 0; count < 500; count++) {
      const waits = waitsOf('long', [60], `whd_${count}`);
      expect(waits).toHaveLength(BASE.length);
      for (const [index, wait] of waits.entries()) {
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(BASE[index] ?? 0);
        expect(wait).toBeLessThanOrEqual(Math.ceil((BASE[index] ?? 0) * 1.1));
      }
      expect(sum(waits)).toBeGreaterThanOrEqual(HOURS_72);
      firsts.add(waits[3] ?? 0);
    }
    // Two hours are stretched by up to twelve minutes, in seconds.
    expect(firsts.size).toBeGreaterThan(250);
  });

  it('is the same for the same delivery', () => {
    expect(waitsOf('long', [60], 'whd_1')).toEqual(waitsOf('long', [60], 'whd_1'));
  });

  it('is never that of a webhook that is tried once', () => {
    expect(waitsOf('long', [], 'whd_1')).toEqual([]);
    expect(newWebhookDelivery({ ...draft, event: 'ping', retrySchedule: 'long' }).waits).toEqual([]);
  });

  it('is a delivery’s from its beginning', () => {
    const made = newWebhookDelivery({ ...draft, retrySchedule: 'long' });
    expect(made).toMatchObject({ retrySchedule: 'long', waits: waitsOf('long', [60], made.id) });
    expect(newWebhookDelivery({ ...draft, retrySchedule: 'standard' })).toEqual(newWebhookDelivery(draft));
  });
});

describe('the wait before the next attempt', () => {
  test.each([
    ['is the schedule’s when nothing is asked', 'standard', 300, undefined, 300],
    ['is never shorter than the schedule’s', 'standard', 300, 1, 300],
    ['is what is asked within the bound', 'standard', 300, 900, 900],
    ['is an hour at most', 'standard', 300, 3601, 3600],
    ['is an hour at most, whatever is asked', 'standard', 60, Number.POSITIVE_INFINITY, 3600],
    ['is half a day at most on the long schedule', 'long', 300, 1e12, 43_200],
    ['stays the long schedule’s where that is longer', 'long', 86_400, 1e12, 86_400],
  ] as const)('%s', (_what, schedule, wait, asked, expected) => {
    expect(waitAsAsked(schedule, wait, asked)).toBe(expected);
  });

  const started = new Date('2026-03-17T21:00:01.000Z');
  const busy = (retryAfter: string): HttpResult => ({
    ok: false,
    failure: 'http_status',
    status: 503,
    body: '',
    retryAfter,
    durationMs: 1,
  });

  it('is asked for by a failed answer, and uses up one of the waits like any other', () => {
    const { delivery } = attempted(newWebhookDelivery(draft), busy('600'), started, started, 1);
    expect(delivery).toMatchObject({
      nextAttemptAt: '2026-03-17T21:10:01.000Z',
      waits: [300, 1800],
      status: 'pending',
    });
    const last = { ...delivery, waits: [] };
    expect(attempted(last, busy('600'), started, started, 1).delivery.status).toBe('failed');
  });

  it('passes faster in a local run, what was asked for too', () => {
    const { delivery } = attempted(newWebhookDelivery(draft), busy('600'), started, started, 60);
    expect(delivery.nextAttemptAt).toBe('2026-03-17T21:00:11.000Z');
  });
});

describe('a wait that is over an hour', () => {
  const now = new Date('2026-03-17T21:00:00.000Z');
  const waiting = (nextAttemptAt: string) => ({ ...newWebhookDelivery(draft), attempts: 3, nextAttemptAt });

  it('is due work for the queue, in its endpoint’s turn', () => {
    const delivery = waiting('2026-03-17T22:00:00.001Z');
    expect(nextAttemptDue(delivery, now)).toEqual({
      id: `${delivery.id}#4`,
      dueAt: '2026-03-17T22:00:00.001Z',
      queue: 'webhooks',
      group: 'whe_1',
      body: {
        tenantId: 'tnt_1',
        mode: 'live',
        deliveryId: delivery.id,
        endpointId: 'whe_1',
        attempt: 4,
        notBefore: '2026-03-17T22:00:00.001Z',
      },
    });
  });

  it('is so by how fast a local run is', () => {
    const last = { ...newWebhookDelivery(draft), waits: [86_400], retrySchedule: 'long' } as const;
    const fails: HttpResult = { ok: false, failure: 'refused', status: null, body: null, durationMs: 1 };
    const dueAt = (speed: number) =>
      nextAttemptDue(attempted(last, fails, now, now, speed).delivery, now)?.dueAt;
    expect([1, 2, 60].map(dueAt)).toEqual([
      '2026-03-18T21:00:00.000Z',
      '2026-03-18T09:00:00.000Z',
      undefined,
    ]);
  });

  it('and no other is', () => {
    expect(nextAttemptDue(waiting('2026-03-17T22:00:00.000Z'), now)).toBeUndefined();
    expect(nextAttemptDue({ ...newWebhookDelivery(draft), nextAttemptAt: undefined }, now)).toBeUndefined();
  });
});
