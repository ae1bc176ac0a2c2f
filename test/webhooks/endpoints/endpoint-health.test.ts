import { describe, expect, it, test } from 'vitest';
import type { FailureClass } from '../../../shared/adapters/outbound/http-result.ts';
import type { WebhookAttemptResult } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import {
  changed,
  endpointFromItem,
  toPublic,
  type WebhookEndpoint,
} from '../../../shared/webhooks/endpoints/endpoint.ts';
import { healthAfter } from '../../../shared/webhooks/health/endpoint-health.ts';

const NOW = new Date('2026-03-20T21:00:00.000Z');
const now = NOW.toISOString();
const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString();
const DAY = 86_400_000;

const healthy: WebhookEndpoint = {
  id: 'whe_1',
  tenantId: 'tnt_1',
  mode: 'live',
  url: 'https://mitienda.com/hooks',
  events: ['call.outcome_final'],
  enabled: true,
  retrySchedule: 'standard',
  maxConcurrency: null,
  rateLimit: null,
  strictOrder: false,
  secrets: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 4,
};
const failing = (since: string): WebhookEndpoint => ({ ...healthy, failingSince: since });
const disabled = (disabledReason: 'gone' | 'failing', since: string): WebhookEndpoint => ({
  ...failing(since),
  enabled: false,
  disabledReason,
  disabledAt: now,
  updatedAt: now,
  version: 5,
});

const ok: WebhookAttemptResult = { ok: true, status: 200, body: '', durationMs: 1 };
const answered = (status: number): WebhookAttemptResult => ({
  ok: false,
  failure: 'http_status',
  status,
  body: '',
  durationMs: 1,
});
const broke = (failure: FailureClass): WebhookAttemptResult => ({
  ok: false,
  failure,
  status: null,
  body: null,
  durationMs: 1,
});

describe('an attempt leaves an endpoint', () => {
  const off = { ...disabled('gone', now), version: 4 };
  test.each<[string, WebhookEndpoint, WebhookAttemptResult, WebhookEndpoint]>([
    ['untouched that is well, when it succeeds', healthy, ok, healthy],
    ['well that was failing, when it succeeds', failing(ago(9 * DAY)), ok, failing(undefined as never)],
    ['failing from now on, when it is the first failure', healthy, answered(500), failing(now)],
    ['failing for a refused connection', healthy, broke('refused'), failing(now)],
    ['untouched that fails on', failing(ago(1)), answered(500), failing(ago(1))],
    ['enabled just before three days', failing(ago(3 * DAY - 1)), answered(500), failing(ago(3 * DAY - 1))],
    ['disabled after three days', failing(ago(3 * DAY)), answered(500), disabled('failing', ago(3 * DAY))],
    ['disabled after a long time', failing(ago(9 * DAY)), broke('dns'), disabled('failing', ago(9 * DAY))],
    ['disabled at once by a 410', healthy, answered(410), disabled('gone', now)],
    [
      'disabled by a 410 that follows other failures',
      failing(ago(1)),
      answered(410),
      disabled('gone', ago(1)),
    ],
    ['untouched by what may be our own fault', healthy, broke('unknown'), healthy],
    ['untouched by our own fault after days', failing(ago(9 * DAY)), broke('unknown'), failing(ago(9 * DAY))],
    ['untouched by what was withheld', healthy, { ok: false, withheld: 'endpoint_deleted' }, healthy],
    ['untouched that is disabled already, by a failure', off, answered(410), off],
    ['untouched that is disabled already, by a success', off, ok, off],
  ])('%s', (_what, before, result, after) => {
    expect(healthAfter(before, result, NOW)).toEqual(after);
  });

  it('as the very same when there is nothing to write', () => {
    expect(healthAfter(healthy, ok, NOW)).toBe(healthy);
    const ill = failing(ago(DAY));
    expect(healthAfter(ill, answered(500), NOW)).toBe(ill);
  });
});

describe('its owner', () => {
  const moved = { updatedAt: now, version: healthy.version + 1 };
  const gone = disabled('gone', ago(DAY));

  test.each<[string, WebhookEndpoint, Parameters<typeof changed>[1], Partial<WebhookEndpoint>]>([
    [
      'disables it',
      failing(ago(DAY)),
      { enabled: false },
      { enabled: false, disabledReason: 'requested', disabledAt: now, failingSince: ago(DAY) },
    ],
    [
      'enables it, and all is forgotten',
      gone,
      { enabled: true },
      {
        enabled: true,
        disabledReason: undefined,
        disabledAt: undefined,
        failingSince: undefined,
        version: gone.version + 1,
      },
    ],
    [
      'confirms that it is disabled, since when it was',
      { ...gone, disabledAt: ago(DAY) },
      { enabled: false },
      { disabledReason: 'requested', disabledAt: ago(DAY), version: gone.version + 1 },
    ],
    ['enables what is enabled', failing(ago(DAY)), { enabled: true }, { failingSince: ago(DAY) }],
    [
      'moves it to another receiver',
      failing(ago(DAY)),
      { url: 'https://other.com/' },
      { url: 'https://other.com/', failingSince: undefined },
    ],
    ['repeats its URL', failing(ago(DAY)), { url: healthy.url }, { failingSince: ago(DAY) }],
    ['asks for the long schedule', healthy, { retrySchedule: 'long' }, { retrySchedule: 'long' }],
  ])('%s', (_what, before, changes, after) => {
    expect(changed(before, changes, NOW)).toEqual({ ...before, ...moved, ...after });
  });
});

test('an endpoint from before all this has what it lacks', () => {
  const { retrySchedule: _none, ...old } = healthy;
  const key = { pk: 'ENDPOINTS#1', sk: 'whe_1' };
  expect(endpointFromItem({ ...key, ...old })).toEqual(healthy);
  expect(toPublic(endpointFromItem({ ...key, ...old, enabled: false }))).toMatchObject({
    disabledReason: 'requested',
    disabledAt: old.updatedAt,
    failingSince: null,
    retrySchedule: 'standard',
  });
});
