import { expect, it } from 'vitest';
import { DUE_SHARDS, dueFromItem, duePartition } from '../../shared/adapters/due/due.ts';
import { orderPartition, TIMELINE_PREFIX } from '../../shared/events/event.ts';
import { eventsFromItem } from '../../shared/events/order-log.ts';
import { addTenant } from '../support/data/tenant.ts';
import { api, type Json, NESTED, useConfirmationApi } from './api.ts';

useConfirmationApi();

/** The only window opens in three days, at ten in the morning of a customer in Santo Domingo, who has no holidays here. */
async function tenantThatCallsLater(changes: Json = {}) {
  const { tenant, ...keys } = await addTenant(api.engine.table, { country: 'DO', currency: 'DOP' });
  const opens = new Date(Date.now() + 3 * 86_400_000);
  opens.setUTCHours(14, 0, 0, 0);
  const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(opens).toLowerCase();
  const callingHours = { [day]: [{ from: '10:00', to: '11:00' }], ...changes };
  const patched = await api.engine.ask(`PATCH /platform/v1/tenants/${tenant.id}`, {
    key: keys.liveKey,
    body: { callingHours },
  });
  expect(patched.status).toBe(200);
  const local = opens.toISOString().replace('T14:', 'T10:').replace('.000Z', '-04:00');
  return { ...keys, tenantId: tenant.id, opens, local };
}

const customer = { ...NESTED.customer, phone: '+18095550123' };
const sent = { ...NESTED, customer, order: { ...NESTED.order, currency: 'DOP' } };

async function dueOf(orderId: string) {
  const shards = Array.from({ length: DUE_SHARDS }, (_, shard) =>
    api.engine.table.query({ pk: duePartition(shard) }),
  );
  const items = (await Promise.all(shards)).flatMap((page) => page.items);
  return items.map(dueFromItem).filter(({ body }) => (body as Json).orderId === orderId);
}

it('a live call outside the hours waits as a due item, and the answer contains until when on the customer’s clock', async () => {
  const { liveKey, tenantId, opens, local } = await tenantThatCallsLater();
  const answered = await api.trigger(liveKey, sent);
  expect(answered).toMatchObject({ status: 200, body: { estimatedCallTime: local } });
  const { orderId, callId } = answered.body as { orderId: string; callId: string };
  const notBefore = opens.toISOString();
  expect(await dueOf(orderId)).toEqual([
    {
      id: callId,
      dueAt: notBefore,
      queue: 'calls',
      group: tenantId,
      body: { kind: 'dial', tenantId, mode: 'live', orderId, callId, notBefore },
    },
  ]);
  const pk = orderPartition({ tenantId, mode: 'live' }, orderId);
  const { items } = await api.engine.table.query({ pk, prefix: TIMELINE_PREFIX });
  expect(items.flatMap(eventsFromItem).map(({ type, job }) => [type, job])).toEqual([
    ['order.created', undefined],
    ['call.queued', undefined],
  ]);
});

it('a repeated trigger answers the same time', async () => {
  const { liveKey, local } = await tenantThatCallsLater();
  await api.trigger(liveKey, sent);
  expect((await api.trigger(liveKey, sent)).body).toMatchObject({
    message: 'La orden ya tiene una llamada en curso',
    estimatedCallTime: local,
  });
});

it('a test call ignores the hours unless the tenant applies them', async () => {
  const free = await tenantThatCallsLater();
  expect((await api.trigger(free.testKey, sent)).body).toMatchObject({ estimatedCallTime: '< 30 segundos' });
  const bound = await tenantThatCallsLater({ applyInTest: true });
  expect((await api.trigger(bound.testKey, sent)).body).toMatchObject({ estimatedCallTime: bound.local });
});

it('the parcel’s clock and the phone’s both count, also when a call is dialed, and the answer is on the parcel’s', async () => {
  const { liveKey, tenantId, opens } = await tenantThatCallsLater();
  // Ten in the morning in Madrid is five in Santo Domingo: the window there opens when Madrid's is over.
  const spanish = { ...sent, customer: { ...customer, phone: '+34612345678' } };
  const answered = await api.trigger(liveKey, {
    ...spanish,
    address: { ...NESTED.address, country: 'Dominican Republic', city: 'Santo Domingo' },
  });
  const { orderId } = answered.body as { orderId: string };
  // The two never meet: the parcel's clock alone counts.
  expect((await dueOf(orderId)).map(({ dueAt }) => dueAt)).toEqual([opens.toISOString()]);
  // With windows all day on that day they do.
  const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(opens).toLowerCase();
  const callingHours = { [day]: [{ from: '08:00', to: '17:00' }] };
  await api.engine.ask(`PATCH /platform/v1/tenants/${tenantId}`, { key: liveKey, body: { callingHours } });
  const other = {
    ...spanish,
    order: { ...sent.order, externalId: 'CP-2' },
    customer: { ...customer, phone: '+34612345679' },
  };
  const later = await api.trigger(liveKey, {
    ...other,
    address: { ...NESTED.address, country: 'do', city: 'Santo Domingo' },
  });
  const eight = opens.toISOString().replace('T14:', 'T08:').replace('.000Z', '-04:00');
  expect(later.body).toMatchObject({ estimatedCallTime: eight });
});
