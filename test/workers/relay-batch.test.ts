import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { MessageNotSent } from '../../shared/adapters/queues/queues.ts';
import { relay } from '../../shared/relay/relay.ts';
import type { AttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { listWebhookDeliveries } from '../../shared/webhooks/deliveries/list-webhook-deliveries.ts';
import { addTenant } from '../support/data/tenant.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import { engine, useTable } from '../support/table/setting.ts';
import {
  content,
  eventRecord,
  eventToItem,
  orderEvent,
  otherEvent,
  recordOf,
} from '../webhooks/support/factories.ts';
import { createRelayFixture, NOW, type RelayFixture } from './relay-fixture.ts';

let fixture: RelayFixture;
useTable();
beforeEach(() => {
  fixture = createRelayFixture(engine.table);
});

const sequenceOf = (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber;

describe('a batch', () => {
  it('passes over what is no new event', async () => {
    const event = eventRecord(orderEvent(fixture.scope));
    const others = [
      recordOf({ pk: 'a', sk: 'b', entity: 'order' }),
      { ...event, eventName: 'MODIFY' as const },
      { ...event, eventName: 'REMOVE' as const, dynamodb: { SequenceNumber: '1' } },
    ];
    expect(await relay(fixture.services, others)).toEqual([]);
    expect(fixture.sent).toEqual([]);
  });

  it('is logged event by event, with the ids by which its order is found', async () => {
    const lines: string[] = [];
    const log = createLogger({}, { level: 'info', write: (line) => lines.push(line) });
    const event = orderEvent(fixture.scope);
    expect(await relay({ ...fixture.services, log }, [eventRecord(event)])).toEqual([]);
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        level: 'info',
        message: 'An event was relayed',
        at: expect.any(String),
        eventId: event.id,
        eventType: event.type,
        ...fixture.scope,
        orderId: event.orderId,
      },
    ]);
  });

  it('of many events loses none and asks for the endpoints once', async () => {
    await fixture.addEndpoint();
    let lookUps = 0;
    const table: typeof engine.table = {
      ...engine.table,
      all(query) {
        lookUps++;
        return engine.table.all(query);
      },
    };
    const records = Array.from({ length: 57 }, () => eventRecord(orderEvent(fixture.scope)));
    expect(await relay({ ...fixture.services, table }, records)).toEqual([]);
    expect(await fixture.deliveries()).toHaveLength(57);
    expect(new Set(fixture.sent.map(({ message }) => JSON.stringify(message.body))).size).toBe(57);
    expect(lookUps).toBe(1);
  });

  it('asks once how long its tenant keeps deliveries, and not without subscribers', async () => {
    const { tenant } = await addTenant(engine.table);
    const scope = { tenantId: tenant.id, mode: 'live' } as const;
    await engine.table.update(
      { pk: `TENANT#${tenant.id}`, sk: 'TENANT' },
      { set: { webhookRetentionDays: 20 } },
    );
    const records = Array.from({ length: 20 }, () => eventRecord(orderEvent(scope)));
    const relaying = async () => {
      const trips = await roundTripsOf(() => relay(fixture.services, records));
      return trips.filter(({ operation }) => operation === 'GetItem').length;
    };
    await fixture.addEndpoint({ events: ['order.created'] }, scope);
    expect(await relaying()).toBe(0);
    await fixture.addEndpoint({}, scope);
    expect(await relaying()).toBe(1);
    const { deliveries } = await listWebhookDeliveries(engine.table, scope, {}, 100, undefined, NOW);
    expect(deliveries.map(({ keptUntil }) => keptUntil)).toEqual(Array(20).fill('2026-04-06T21:00:00.123Z'));
    // It counts in days, and is good for the batches of a minute.
    expect(await relaying()).toBe(0);
  });

  it.each([
    ['has no image', () => ({ ...recordOf({}), dynamodb: { SequenceNumber: '7' } })],
    [
      'has no data',
      () => recordOf({ ...orderEvent(fixture.scope), entity: 'event', pk: 'p', sk: 's', data: 'none' }),
    ],
    [
      'has no time',
      () => recordOf({ ...orderEvent(fixture.scope), entity: 'event', pk: 'p', sk: 's', at: 'soon' }),
    ],
    [
      'has no mode',
      () => recordOf({ ...orderEvent(fixture.scope), entity: 'event', pk: 'p', sk: 's', mode: 'x' }),
    ],
    [
      'does not hold what its webhook tells',
      () => eventRecord(otherEvent(fixture.scope, 'call.outcome_final', { order: {} })),
    ],
    [
      'asks for an impossible job',
      () => eventRecord(orderEvent(fixture.scope, { job: { queue: 'calls', body: 'x' as never } })),
    ],
  ])('parks a record whole that %s, and goes on with the others', async (_what, poison) => {
    await fixture.addEndpoint();
    const record = poison();
    expect(await relay(fixture.services, [record, eventRecord(orderEvent(fixture.scope))])).toEqual([]);
    expect(await fixture.deliveries()).toHaveLength(1);
    expect(fixture.sent.filter(({ queue }) => queue === 'parked')).toEqual([
      { queue: 'parked', message: { body: { record, reason: expect.stringMatching(/^\w+: ./) } } },
    ]);
    expect(fixture.sent.filter(({ queue }) => queue === 'webhooks')).toHaveLength(1);
  });

  it('sends the text of an event with its messages, unless it is long', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ events: ['order.status_changed'] });
    const told = async (name: string) => {
      const about = { ...content, customer: { ...content.customer, name } };
      const event = orderEvent(fixture.scope, { type: 'order.status_changed' });
      expect(await relay(fixture.services, [recordOf(eventToItem(event, about))])).toEqual([]);
      const [last] = fixture.sent.slice(-1).map(({ message }) => message.body as Partial<AttemptMessage>);
      const { payload, ...asked } = last ?? {};
      expect(asked).toMatchObject({ endpointId, attempt: 1 });
      return payload;
    };
    expect(JSON.parse((await told('Ana')) ?? '').order.name).toBe('Ana');
    // Ten of them in a request are no more than SQS counts as one.
    expect(await told('x'.repeat(5000))).toBeUndefined();
    expect(await told('"'.repeat(250_000))).toBeUndefined();
  });

  it('reports a record that could not be parked', async () => {
    const record = recordOf({ entity: 'event', pk: 'p', sk: 's' });
    const broken = fixture.refusing(() => {
      throw new Error('The queue is away');
    });
    expect(await relay(broken, [record])).toEqual([sequenceOf(record)]);
  });

  it('reports the records whose messages a queue did not take, and no other', async () => {
    await fixture.addEndpoint();
    const good = eventRecord(
      orderEvent(fixture.scope, { type: 'call.queued', job: { queue: 'calls', body: {} } }),
    );
    const bad = eventRecord(orderEvent(fixture.scope));
    const broken = fixture.refusing((queue) => {
      if (queue === 'webhooks') throw new Error('The queue is away');
    });
    expect(await relay(broken, [bad, good])).toEqual([sequenceOf(bad)]);
    expect(fixture.sent.map(({ queue }) => queue)).toEqual(['calls']);
    expect(await relay(fixture.services, [bad])).toEqual([]);
    expect(await fixture.deliveries()).toHaveLength(1);
    expect(fixture.sent.map(({ queue }) => queue)).toEqual(['calls', 'webhooks']);
  });

  it('separates the one message that a queue refuses from the nine beside it', async () => {
    const events = Array.from({ length: 10 }, (_, index) =>
      orderEvent(fixture.scope, { type: 'call.queued', job: { queue: 'calls', body: { index } } }),
    );
    const records = events.map(eventRecord);
    const refusing = fixture.refusing((queue, messages) => {
      const poison = messages.some(({ body }) => 'index' in body && body.index === 4);
      if (poison) throw new MessageNotSent(queue, 1, 'InvalidMessageContents');
    });
    expect(await relay(refusing, records)).toEqual([]);
    expect(fixture.sent.filter(({ queue }) => queue === 'calls')).toHaveLength(9);
    expect(fixture.sent.filter(({ queue }) => queue === 'parked')).toEqual([
      {
        queue: 'parked',
        message: { body: { record: records[4], reason: expect.stringMatching(/^\w+: ./) } },
      },
    ]);
  });

  it('reports the records whose endpoints could not be read', async () => {
    const records = [eventRecord(orderEvent(fixture.scope)), eventRecord(orderEvent(fixture.scope))];
    const table: typeof engine.table = {
      ...engine.table,
      all() {
        throw new Error('The table is away');
      },
    };
    expect(await relay({ ...fixture.services, table }, records)).toEqual(records.map(sequenceOf));
    expect(fixture.sent).toEqual([]);
  });
});
