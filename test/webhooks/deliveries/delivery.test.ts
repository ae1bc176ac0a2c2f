import { describe, expect, it } from 'vitest';
import type { HttpResult } from '../../../shared/adapters/outbound/http-result.ts';
import {
  attempted,
  held,
  newWebhookDelivery,
  released,
  retried,
  shownStatusOf,
  type WebhookAttemptResult,
  type WebhookDeliveryDraft,
} from '../../../shared/webhooks/deliveries/webhook-delivery.ts';

const at = '2026-03-17T21:00:00.123Z';
const draft: WebhookDeliveryDraft = {
  tenantId: 'tnt_1',
  mode: 'live',
  endpointId: 'whe_1',
  eventId: 'evt_1',
  event: 'call.outcome_final',
  orderId: 'ord_1',
  body: '{}',
  at,
};
const fresh = newWebhookDelivery(draft);
const ok: HttpResult = { ok: true, status: 200, body: 'ok', durationMs: 12 };
const refused: HttpResult = { ok: false, failure: 'refused', status: null, body: null, durationMs: 3 };
const failed: HttpResult = { ok: false, failure: 'http_status', status: 500, body: 'oops', durationMs: 40 };
const started = new Date('2026-03-17T21:00:01.000Z');
const ended = new Date('2026-03-17T21:00:02.000Z');
/** The delivery after its only attempt. */
const done = {
  ...fresh,
  attempts: 1,
  waits: [],
  nextAttemptAt: undefined,
  lastAttemptAt: started.toISOString(),
};

/** The delivery after each of these results, one second after the other. */
const leftBy = (results: WebhookAttemptResult[], from = fresh, speed = 1) =>
  results.reduce((delivery, result) => attempted(delivery, result, started, ended, speed).delivery, from);

describe('a new delivery', () => {
  it('is due at once', () => {
    expect(fresh).toEqual({
      id: expect.stringMatching(/^whd_01k[0-9a-hjkmnp-tv-z]{23}$/),
      tenantId: 'tnt_1',
      mode: 'live',
      endpointId: 'whe_1',
      eventId: 'evt_1',
      event: 'call.outcome_final',
      orderId: 'ord_1',
      body: '{}',
      status: 'pending',
      attempts: 0,
      waits: [60, 300, 1800],
      nextAttemptAt: at,
      createdAt: at,
      keptUntil: '2026-04-16T21:00:00.123Z',
    });
  });

  it('is the same one for the same event and endpoint, and another for any other', () => {
    const idOf = (changes: object) => newWebhookDelivery({ ...draft, ...changes }).id;
    expect(idOf({})).toBe(fresh.id);
    expect(idOf({ endpointId: 'whe_2' })).not.toBe(fresh.id);
    expect(idOf({ eventId: 'evt_2' })).not.toBe(fresh.id);
  });
});

describe('an attempt', () => {
  it('that succeeds ends the delivery', () => {
    expect(attempted(fresh, ok, started, ended, 1)).toEqual({
      delivery: { ...done, status: 'succeeded' },
      attempt: {
        number: 1,
        startedAt: started.toISOString(),
        durationMs: 12,
        status: 200,
        failureClass: null,
        body: 'ok',
        nextAttemptAt: null,
      },
    });
  });

  it('that fails is tried again after 1, 5 and 30 minutes, and then not', () => {
    let delivery = fresh;
    const seen: unknown[] = [];
    for (const result of [failed, refused, failed, failed]) {
      const made = attempted(delivery, result, started, ended, 1);
      delivery = made.delivery;
      const { number, failureClass, nextAttemptAt } = made.attempt;
      seen.push([number, failureClass, shownStatusOf(delivery), nextAttemptAt]);
      expect(delivery.nextAttemptAt ?? null).toBe(nextAttemptAt);
    }
    expect(seen).toEqual([
      [1, 'http_status', 'failing', '2026-03-17T21:01:02.000Z'],
      [2, 'refused', 'failing', '2026-03-17T21:05:02.000Z'],
      [3, 'http_status', 'failing', '2026-03-17T21:30:02.000Z'],
      [4, 'http_status', 'failed', null],
    ]);
  });

  it('waits the shorter the faster a local run is', () => {
    expect(leftBy([failed], fresh, 60).nextAttemptAt).toBe('2026-03-17T21:00:03.000Z');
  });

  it('that is withheld ends the delivery without a request', () => {
    expect(attempted(fresh, { ok: false, withheld: 'endpoint_deleted' }, started, ended, 1)).toEqual({
      delivery: { ...done, status: 'failed' },
      attempt: {
        number: 1,
        startedAt: started.toISOString(),
        durationMs: 0,
        status: null,
        failureClass: 'endpoint_deleted',
        body: null,
        nextAttemptAt: null,
      },
    });
  });
});

describe('a delivery that failed', () => {
  it.each([
    ['once', [failed], 'failing'],
    ['and then succeeded', [failed, ok], 'succeeded'],
    ['for good', [failed, failed, failed, failed], 'failed'],
  ])('%s is shown so', (_so, results, shown) => {
    expect(shownStatusOf(leftBy(results))).toBe(shown);
  });

  it('goes on failing when its endpoint is disabled and enabled again', () => {
    const kept = held(leftBy([failed]));
    expect([shownStatusOf(kept), shownStatusOf(released(kept, ended))]).toEqual(['held', 'failing']);
    expect(shownStatusOf(released(held(fresh), ended))).toBe('pending');
  });

  it.each([
    ['succeeded', leftBy([ok])],
    ['failed for good', leftBy([failed, failed, failed, failed])],
  ])('or %s, and is asked for again, waits for that one attempt', (_so, before) => {
    expect(shownStatusOf(released(before, ended))).toBe('pending');
  });
});

describe('asking for one more attempt', () => {
  const now = new Date('2026-03-17T22:00:00.000Z');

  it.each([
    ['succeeded', leftBy([ok])],
    ['failed', leftBy([failed, failed, failed, failed])],
  ])('gives a delivery that has %s one attempt and no schedule', (_status, ended) => {
    const again = retried(ended, false, now);
    expect(again).toEqual({ ...ended, status: 'pending', nextAttemptAt: now.toISOString() });
    expect(again && leftBy([failed], again).status).toBe('failed');
    expect(again && leftBy([ok], again).status).toBe('succeeded');
  });

  it('brings the next attempt forward and keeps the rest of the schedule', () => {
    const waiting = leftBy([failed]);
    const soon = new Date('2026-03-17T21:00:30.000Z');
    const again = retried(waiting, false, soon);
    expect(again).toEqual({ ...waiting, nextAttemptAt: soon.toISOString() });
    expect(again && leftBy([failed], again)).toMatchObject({ status: 'pending', waits: [1800] });
  });

  it('is refused while an attempt is under way, or was due only just now', () => {
    expect(retried(leftBy([failed]), true, new Date('2026-03-17T21:00:30.000Z'))).toBeUndefined();
    expect(retried(fresh, false, new Date('2026-03-17T21:14:00.000Z'))).toBeUndefined();
  });

  it.each([
    ['2 s before', -2000, true],
    ['less than 2 s before', -1999, false],
    ['less than a quarter of an hour after', 899_999, false],
    ['a quarter of an hour after', 900_000, true],
  ])('%s the next attempt is due (%i ms) is granted: %s', (_when, milliseconds, granted) => {
    const waiting = leftBy([failed]);
    const asked = new Date(Date.parse(waiting.nextAttemptAt ?? '') + milliseconds);
    expect(retried(waiting, false, asked)?.nextAttemptAt).toBe(granted ? asked.toISOString() : undefined);
  });

  it('is refused to a request at the same time, with a clock that is behind', () => {
    const ended = { ...fresh, status: 'failed', nextAttemptAt: undefined } as const;
    const behind = new Date(now.getTime() - 3);
    expect(retried(retried(ended, false, now) ?? ended, false, behind)).toBeUndefined();
  });

  it('is granted to a delivery whose message was lost', () => {
    expect(retried(fresh, false, now)).toEqual({ ...fresh, nextAttemptAt: now.toISOString() });
  });
});
