import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/base/ids.ts';
import { relay } from '../../shared/relay/relay.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { webhookDeliveryKey } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { updateEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import { webhookKinds } from '../../shared/webhooks/kinds/catalogue.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { addTenant } from '../support/data/tenant.ts';
import { engine, useTable } from '../support/table/setting.ts';
import {
  AT,
  completeOutcome,
  eventRecord,
  orderEvent,
  otherEvent,
  state,
} from '../webhooks/support/factories.ts';
import { createRelayFixture, NOW, type RelayFixture } from './relay-fixture.ts';

let fixture: RelayFixture;
useTable();
beforeEach(() => {
  fixture = createRelayFixture(engine.table);
});

describe('an event', () => {
  it('becomes a delivery and a message for each endpoint that subscribes to it', async () => {
    const [one, two] = [await fixture.addEndpoint(), await fixture.addEndpoint()];
    const event = orderEvent(fixture.scope);
    expect(await relay(fixture.services, [eventRecord(event)])).toEqual([]);
    const standing = await fixture.deliveries();
    const payload = webhookKinds['call.outcome_final'].render({ ...event, data: completeOutcome });
    expect(standing).toHaveLength(2);
    for (const { id } of [one, two]) {
      const delivery = standing.find(({ endpointId }) => endpointId === id);
      expect(delivery).toEqual({
        ...fixture.scope,
        id: expect.stringMatching(/^whd_/),
        endpointId: id,
        eventId: event.id,
        event: 'call.outcome_final',
        orderId: 'ord_1',
        parcelId: undefined,
        sequence: 3,
        // It is in the order's log.
        body: undefined,
        status: 'pending',
        attempts: 0,
        waits: [60, 300, 1800],
        retrySchedule: undefined,
        nextAttemptAt: AT,
        lastAttemptAt: undefined,
        createdAt: AT,
        keptUntil: '2026-04-16T21:00:00.123Z',
      });
      expect(fixture.sent).toContainEqual({
        queue: 'webhooks',
        message: {
          body: { ...fixture.scope, deliveryId: delivery?.id, endpointId: id, attempt: 1, payload },
          group: id,
          delaySeconds: 0,
        },
      });
    }
    expect(fixture.sent).toHaveLength(2);
  });

  it('is held for 14 days for an endpoint that is disabled, and asks for no attempt', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ enabled: false });
    const record = eventRecord(orderEvent(fixture.scope));
    expect(await relay(fixture.services, [record])).toEqual([]);
    expect(await relay(fixture.services, [record])).toEqual([]);
    const [delivery, ...more] = await fixture.deliveries();
    expect([delivery, more, fixture.sent]).toMatchObject([
      { endpointId, status: 'held', attempts: 0, waits: [60, 300, 1800], nextAttemptAt: undefined },
      [],
      [],
    ]);
    const item = await engine.table.get(webhookDeliveryKey(fixture.scope, delivery?.id ?? ''));
    expect(item?.expiresAt).toBe(Math.ceil(Date.parse('2026-03-31T21:00:00.123Z') / 1000));
  });

  it('continues to an endpoint that was enabled just as its delivery was held', async () => {
    const { id } = await fixture.addEndpoint({ enabled: false });
    const table: typeof engine.table = {
      ...engine.table,
      async put(...write) {
        await updateEndpoint(engine.table, fixture.scope, id, { enabled: true }, NOW);
        return engine.table.put(...write);
      },
    };
    expect(await relay({ ...fixture.services, table }, [eventRecord(orderEvent(fixture.scope))])).toEqual([]);
    const [delivery] = await fixture.deliveries();
    expect(delivery).toMatchObject({ status: 'pending', nextAttemptAt: NOW.toISOString() });
    expect(fixture.sent).toMatchObject([{ message: { body: { deliveryId: delivery?.id, attempt: 1 } } }]);
    const item = await engine.table.get(webhookDeliveryKey(fixture.scope, delivery?.id ?? ''));
    expect(item).not.toHaveProperty('expiresAt');
  });

  it('leaves a delivery held that was tried before, when it comes again', async () => {
    const { id } = await fixture.addEndpoint();
    const record = eventRecord(orderEvent(fixture.scope));
    await relay(fixture.services, [record]);
    const [before] = await fixture.deliveries();
    const key = webhookDeliveryKey(fixture.scope, before?.id ?? '');
    await engine.table.update(key, { set: { status: 'held', attempts: 1 }, remove: ['nextAttemptAt'] });
    fixture.sent.length = 0;
    expect(await relay(fixture.services, [record])).toEqual([]);
    expect(await fixture.deliveries()).toMatchObject([{ endpointId: id, status: 'held', attempts: 1 }]);
    expect(fixture.sent).toEqual([]);
  });

  it('reaches no endpoint of another mode, or of another tenant', async () => {
    await fixture.addEndpoint({}, { ...fixture.scope, mode: 'test' });
    await fixture.addEndpoint({}, { tenantId: newId('tenant', NOW), mode: 'live' });
    expect(await relay(fixture.services, [eventRecord(orderEvent(fixture.scope))])).toEqual([]);
    expect([await fixture.deliveries(), fixture.sent]).toEqual([[], []]);
  });

  it('that is no webhook reaches no endpoint', async () => {
    await fixture.addEndpoint();
    expect(
      await relay(fixture.services, [eventRecord(orderEvent(fixture.scope, { type: 'call.ended' }))]),
    ).toEqual([]);
    expect([await fixture.deliveries(), fixture.sent]).toEqual([[], []]);
  });

  it('that is relayed again makes nothing twice, and requests again only an attempt that was not made', async () => {
    await fixture.addEndpoint();
    const record = eventRecord(orderEvent(fixture.scope));
    await relay(fixture.services, [record]);
    const [first] = await fixture.deliveries();
    await relay(fixture.services, [record]);
    expect(await fixture.deliveries()).toEqual([first]);
    expect(fixture.sent).toEqual([fixture.sent[0], fixture.sent[0]]);
    const key = { pk: `DELIVERY#${fixture.scope.tenantId}#live#${first?.id}`, sk: 'DELIVERY' };
    await engine.table.update(key, { set: { attempts: 1 } });
    await relay(fixture.services, [record]);
    expect(fixture.sent).toHaveLength(2);
  });

  it('that confirms a cash order is a message to dispatch it, where its tenant wants that', async () => {
    const { tenant } = await addTenant(engine.table);
    const scope = { tenantId: tenant.id, mode: 'test' } as const;
    const confirmed = (changes: object = {}, type = 'order.status_changed') => {
      const order = { ...state, ...changes };
      const more = { from: 'pending', to: order.status, cause: 'call', changes: ['notes'] };
      return eventRecord(otherEvent(scope, type, { ...more, order }));
    };
    const records = [
      confirmed(),
      confirmed({}, 'order.created'),
      confirmed({}, 'order.updated'),
      confirmed({ status: 'pending' }),
      confirmed({ payment: { method: 'prepaid', status: 'unpaid' } }),
    ];
    expect(await relay(fixture.services, records)).toEqual([]);
    expect(fixture.sent).toEqual([]);
    await updateTenant(engine.table, tenant.id, { autoDispatch: true }, byAdmin(NOW));
    expect(await relay(fixture.services, records)).toEqual([]);
    const message = { body: { kind: 'dispatch', ...scope, orderId: 'ord_1', sequence: 3 }, group: tenant.id };
    expect(fixture.sent).toEqual([
      { queue: 'bookings', message },
      { queue: 'bookings', message },
    ]);
  });

  it('has its job sent to its queue, as late as it says', async () => {
    const body = { kind: 'dial', callId: 'call_1' };
    const soon = new Date(NOW.getTime() + 90_000).toISOString();
    const late = new Date(NOW.getTime() + 3_000_000).toISOString();
    const job = (more: object) =>
      orderEvent(fixture.scope, { type: 'call.queued', job: { queue: 'calls', body, ...more } });
    await relay(fixture.services, [
      eventRecord(job({})),
      eventRecord(job({ notBefore: soon })),
      eventRecord(job({ notBefore: late, group: 'slow' })),
    ]);
    const group = fixture.scope.tenantId;
    expect(fixture.sent).toEqual([
      { queue: 'calls', message: { body, group, delaySeconds: 0 } },
      { queue: 'calls', message: { body: { ...body, notBefore: soon }, group, delaySeconds: 90 } },
      { queue: 'calls', message: { body: { ...body, notBefore: late }, group: 'slow', delaySeconds: 900 } },
    ]);
  });
});
