import { beforeAll, expect, test } from 'vitest';
import { makeSampleDay } from '../../infra/local/sample/make-day.ts';
import { sampleSettings } from '../../infra/local/sample/settings.ts';
import { builtInItems } from '../../infra/regions/built-in.ts';
import type { Item } from '../../shared/adapters/dynamo/expressions.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { toDomainItems } from '../faults/invariants/stored-items.ts';
import { startApi, type TestApi } from '../support/api/api.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';

let api: TestApi;
let owned: AddedTenant;
const items: Item[] = [];
/** An afternoon in Bogotá. */
const now = new Date('2026-11-24T22:30:00Z');

beforeAll(async () => {
  api = await startApi();
  owned = await addTenant(api.table);
  for (const item of builtInItems()) await api.table.put(item);
  await updateTenant(api.table, owned.tenant.id, sampleSettings, byAdmin(now));
  const watched = {
    ...api.table,
    async transact(writes: Parameters<typeof api.table.transact>[0]) {
      await api.table.transact(writes);
      items.push(...writes.flatMap((write) => ('put' in write ? [write.put] : [])));
    },
  };
  const shop = {
    tenantId: owned.tenant.id,
    key: { kind: 'key', id: 'key_1', name: 'demo' },
    member: { kind: 'member', id: 'mem_1', name: 'Demo owner' },
  } as const;
  expect(await makeSampleDay(watched, shop, now)).toBe(60);
  return () => api.stop();
}, 120_000);

/** The orders as the day leaves them. */
const orders = () => [
  ...new Map(
    toDomainItems(items).flatMap((item) => (item.entity === 'order' ? [[item.pk, item]] : [])),
  ).values(),
];
const events = () => toDomainItems(items).filter(({ entity }) => entity === 'event');
const statusOf = (item: Item, facet: string) => (item[facet] as { status: string }).status;

test('has orders in every state', () => {
  const states = orders().map(
    (order) => `${order.status}, ${statusOf(order, 'logistics')}, ${statusOf(order, 'payment')}`,
  );
  const sums = Object.entries(Object.groupBy(states, (state) => state));
  expect(Object.fromEntries(sums.map(([state, all]) => [state, all?.length]))).toEqual({
    'pending, none, unpaid': 13,
    'needs_review, none, unpaid': 6,
    'cancelled, none, unpaid': 6,
    'confirmed, none, unpaid': 5,
    'confirmed, processing, unpaid': 5,
    'shipped, shipped, unpaid': 4,
    'shipped, in_transit, unpaid': 3,
    'shipped, failed_delivery, unpaid': 2,
    'cancelled, returned, unpaid': 3,
    'delivered, delivered, paid': 12,
    'refunded, delivered, paid': 1,
  });
  const outcomes = new Set(orders().map(({ confirmation }) => (confirmation as { outcome: string }).outcome));
  expect([...outcomes].sort()).toEqual(['cancelled', 'confirmed', 'no_answer', 'none', 'novedad']);
});

test('is of today, and never in the future', () => {
  const times = events().map(({ at }) => Date.parse(String(at)));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(now.getTime() - 10 * 3600_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
  for (const log of Object.values(Object.groupBy(events(), ({ pk }) => pk))) {
    const told = (log ?? []).toSorted((one, other) => String(one.sk).localeCompare(String(other.sk)));
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted());
  }
});

test('leaves only future work in the queues', () => {
  const ahead = [
    ...events().flatMap(({ job }) => {
      const { queue, notBefore } = (job ?? {}) as { queue?: string; notBefore?: string };
      return queue === 'calls' ? [notBefore ?? ''] : [];
    }),
    ...items.filter(({ entity }) => entity === 'due').map(({ dueAt }) => String(dueAt)),
  ];
  expect(ahead).toHaveLength(2);
  for (const at of ahead) expect(Date.parse(at)).toBeGreaterThan(now.getTime());
});

test('records who did what, and collects the cash at the door', async () => {
  const actors = new Set(events().map(({ actor }) => (actor as { kind: string } | undefined)?.kind));
  expect([...actors].sort()).toEqual(['courier', 'customer', 'key', 'member', undefined]);
  const { items: entries } = await api.table.query({ pk: `LEDGER#${owned.tenant.id}#test` });
  expect(entries.filter(({ kind }) => kind === 'booking').length).toBe(30);
  expect(orders().filter(({ bookingFailure }) => bookingFailure !== undefined)).toHaveLength(2);
  expect(events().filter(({ type }) => type === 'order.dispatch_failed')).toHaveLength(2);
});
