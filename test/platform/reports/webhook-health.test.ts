import { expect, it } from 'vitest';
import { createLogger } from '../../../shared/adapters/logging/logger.ts';
import { createHealthCounts, percentile95 } from '../../../shared/webhooks/health/health-counts.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';

process.env.PUBLIC_URL = 'http://api.test';
useApi();

async function newEndpoint() {
  const { tenant, testKey: key, liveKey } = await addTenant(api.table);
  const { body } = await api.ask('POST /platform/v1/webhook-endpoints', {
    key,
    body: { url: 'https://example.com/hook', events: ['order.created'] },
  });
  const { id } = body as { id: string };
  const counts = createHealthCounts({ table: api.table, log: createLogger({}) });
  return {
    id,
    key,
    liveKey,
    path: `GET /platform/v1/webhook-endpoints/${id}/health`,
    attempt: (ok: boolean, durationMs: number, at: Date) =>
      counts.during(async (counter) => {
        // Those of a batch begin at the same time.
        await undefined;
        counter.count({ tenantId: tenant.id, mode: 'test', endpointId: id, ok, durationMs, at });
      }),
    store: () => counts.stored(),
  };
}

it('health is shown by the hour, with the rate of success and the 95th percentile', async () => {
  const endpoint = await newEndpoint();
  const now = new Date();
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  await Promise.all([
    ...Array.from({ length: 9 }, () => endpoint.attempt(true, 40, hoursAgo(3))),
    endpoint.attempt(false, 15_000, hoursAgo(3)),
    endpoint.attempt(true, 150, hoursAgo(1)),
    endpoint.attempt(true, 150, hoursAgo(30)),
  ]);
  await endpoint.store();
  const { status, body } = await api.ask(endpoint.path, { key: endpoint.key });
  const health = body as { hours: { succeeded: number; failed: number }[] };
  expect([status, body]).toEqual([
    200,
    {
      id: endpoint.id,
      enabled: true,
      disabledReason: null,
      failingSince: null,
      lastSuccessAt: hoursAgo(1).toISOString(),
      attempts: 11,
      successRate: 10 / 11,
      p95Ms: 15_000,
      hours: expect.any(Array),
      waiting: 0,
      failing: 0,
      failed: 0,
      held: 0,
    },
  ]);
  expect(health.hours).toHaveLength(24);
  expect([health.hours[20], health.hours[22], health.hours[23]]).toMatchObject([
    { succeeded: 9, failed: 1, successRate: 0.9, p95Ms: 15_000 },
    { succeeded: 1, failed: 0, successRate: 1, p95Ms: 200 },
    { succeeded: 0, failed: 0, successRate: null, p95Ms: null },
  ]);
});

it('a batch of attempts takes one write for each endpoint', async () => {
  const endpoint = await newEndpoint();
  const trips = await roundTripsOf(async () => {
    const at = new Date('2026-11-22T10:30:00Z');
    await Promise.all(Array.from({ length: 10 }, (_, n) => endpoint.attempt(true, n, at)));
    await endpoint.store();
  });
  expect(trips.map(({ operation, writeUnits }) => [operation, writeUnits])).toEqual([['UpdateItem', 1]]);
});

it('health is of its own tenant and mode alone', async () => {
  const endpoint = await newEndpoint();
  const other = await addTenant(api.table);
  for (const key of [endpoint.liveKey, other.testKey])
    expect((await api.ask(endpoint.path, { key })).status).toBe(404);
});

it.each([
  [[], null],
  [[0, 0, 3], 200],
  [[95, 5], 50],
  [[94, 6], 100],
])('the 95th percentile of %j is %s', (latencies, expected) => {
  expect(percentile95([{ latencies }])).toBe(expected);
});
