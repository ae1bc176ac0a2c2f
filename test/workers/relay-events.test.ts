import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RelayServices, relay } from '../../shared/events/relay.ts';
import { newId } from '../../shared/ids.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import type { Message, QueueName } from '../../shared/queues/queues.ts';
import type { Scope } from '../../shared/tenants/scope.ts';
import { catalogue } from '../../shared/webhooks/catalogue.ts';
import { createEndpoint, type NewEndpoint } from '../../shared/webhooks/create-endpoint.ts';
import { listDeliveries } from '../../shared/webhooks/list-deliveries.ts';
import { startTable, type TestTable } from '../support/table.ts';
import { AT, eventRecord, orderEvent, recordOf } from '../webhooks/support/factories.ts';

const NOW = new Date('2026-03-17T21:00:01.000Z');

let engine: TestTable;
let scope: Scope;
let sent: { queue: QueueName; message: Message }[];
let services: RelayServices;
beforeAll(async () => {
  engine = await startTable();
});
afterAll(() => engine.stop());
beforeEach(() => {
  scope = { tenantId: newId('tenant', NOW), mode: 'live' };
  sent = [];
  services = {
    table: engine.table,
    queues: {
      async send(queue, messages) {
        for (const message of messages) sent.push({ queue, message });
      },
    },
    clock: () => NOW,
    speed: 1,
    log: createLogger({}, { write: () => {} }),
  };
});

const addEndpoint = (changes: Partial<NewEndpoint> = {}, owner = scope) => {
  const given = {
    url: 'http://127.0.0.1:1/',
    events: ['call.outcome_final'],
    enabled: true,
    ...changes,
  } as const;
  return createEndpoint(engine.table, owner, given, NOW, () => []);
};

const deliveries = async () => (await listDeliveries(engine.table, scope, {}, 100, undefined)).deliveries;

const sequenceOf = (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber;

/** The services, a port of which fails like this. */
const failing = (fail: () => void): RelayServices => ({
  ...services,
  queues: {
    async send(queue, messages) {
      fail();
      return services.queues.send(queue, messages);
    },
  },
});

describe('an event', () => {
  it('becomes a delivery and a message for each endpoint that subscribes to it', async () => {
    const [one, two] = [await addEndpoint(), await addEndpoint()];
    const event = orderEvent(scope);
    expect(await relay(services, [eventRecord(event)])).toEqual([]);
    const standing = await deliveries();
    const body = catalogue['call.outcome_final'].render(event);
    expect(standing).toHaveLength(2);
    for (const { id } of [one, two]) {
      const delivery = standing.find(({ endpointId }) => endpointId === id);
      expect(delivery).toEqual({
        ...scope,
        id: expect.stringMatching(/^whd_/),
        endpointId: id,
        eventId: event.id,
        event: 'call.outcome_final',
        orderId: 'ord_1',
        body,
        status: 'pending',
        attempts: 0,
        waits: [60, 300, 1800],
        nextAttemptAt: AT,
        lastAttemptAt: undefined,
        createdAt: AT,
      });
      expect(sent).toContainEqual({
        queue: 'webhooks',
        message: {
          body: { ...scope, deliveryId: delivery?.id, endpointId: id, attempt: 1 },
          group: id,
          delaySeconds: 0,
        },
      });
    }
    expect(sent).toHaveLength(2);
  });

  it('reaches no endpoint that is disabled, of another mode, or of another tenant', async () => {
    await addEndpoint({ enabled: false });
    await addEndpoint({}, { ...scope, mode: 'test' });
    await addEndpoint({}, { tenantId: newId('tenant', NOW), mode: 'live' });
    expect(await relay(services, [eventRecord(orderEvent(scope))])).toEqual([]);
    expect([await deliveries(), sent]).toEqual([[], []]);
  });

  it('that is no webhook reaches nobody', async () => {
    await addEndpoint();
    expect(await relay(services, [eventRecord(orderEvent(scope, { type: 'call.ended' }))])).toEqual([]);
    expect([await deliveries(), sent]).toEqual([[], []]);
  });

  it('that is relayed again makes nothing twice, and asks again only for an attempt that nobody made', async () => {
    await addEndpoint();
    const record = eventRecord(orderEvent(scope));
    await relay(services, [record]);
    const [first] = await deliveries();
    await relay(services, [record]);
    expect(await deliveries()).toEqual([first]);
    expect(sent).toEqual([sent[0], sent[0]]);
    const key = { pk: `DELIVERY#${scope.tenantId}#live#${first?.id}`, sk: 'DELIVERY' };
    await engine.table.update(key, { set: { attempts: 1 } });
    await relay(services, [record]);
    expect(sent).toHaveLength(2);
  });

  it('has its job sent to its queue, as late as it says', async () => {
    const body = { kind: 'dial', callId: 'call_1' };
    const soon = new Date(NOW.getTime() + 90_000).toISOString();
    const late = new Date(NOW.getTime() + 3_000_000).toISOString();
    const job = (more: object) =>
      orderEvent(scope, { type: 'call.queued', job: { queue: 'calls', body, ...more } });
    await relay(services, [
      eventRecord(job({})),
      eventRecord(job({ notBefore: soon })),
      eventRecord(job({ notBefore: late, group: 'slow' })),
    ]);
    const group = scope.tenantId;
    expect(sent).toEqual([
      { queue: 'calls', message: { body, group, delaySeconds: 0 } },
      { queue: 'calls', message: { body: { ...body, notBefore: soon }, group, delaySeconds: 90 } },
      { queue: 'calls', message: { body: { ...body, notBefore: late }, group: 'slow', delaySeconds: 900 } },
    ]);
  });
});

describe('a batch', () => {
  it('passes over what is no new event', async () => {
    const event = eventRecord(orderEvent(scope));
    const others = [
      recordOf({ pk: 'a', sk: 'b', entity: 'order' }),
      { ...event, eventName: 'MODIFY' as const },
      { ...event, eventName: 'REMOVE' as const, dynamodb: { SequenceNumber: '1' } },
    ];
    expect(await relay(services, others)).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('of many events loses none and asks for the endpoints once', async () => {
    await addEndpoint();
    let lookUps = 0;
    const table: typeof engine.table = {
      ...engine.table,
      all(query) {
        lookUps++;
        return engine.table.all(query);
      },
    };
    const records = Array.from({ length: 57 }, () => eventRecord(orderEvent(scope)));
    expect(await relay({ ...services, table }, records)).toEqual([]);
    expect(await deliveries()).toHaveLength(57);
    expect(new Set(sent.map(({ message }) => JSON.stringify(message.body))).size).toBe(57);
    expect(lookUps).toBe(1);
  });

  it.each([
    ['has no image', () => ({ ...recordOf({}), dynamodb: { SequenceNumber: '7' } })],
    [
      'has no data',
      () => recordOf({ ...orderEvent(scope), entity: 'event', pk: 'p', sk: 's', data: 'none' }),
    ],
    ['has no time', () => recordOf({ ...orderEvent(scope), entity: 'event', pk: 'p', sk: 's', at: 'soon' })],
    ['has no mode', () => recordOf({ ...orderEvent(scope), entity: 'event', pk: 'p', sk: 's', mode: 'x' })],
    ['does not hold what its webhook tells', () => eventRecord(orderEvent(scope, { data: { order: {} } }))],
    [
      'asks for an impossible job',
      () => eventRecord(orderEvent(scope, { job: { queue: 'parked', body: {} } })),
    ],
  ])('parks a record whole that %s, and goes on with the others', async (_what, poison) => {
    await addEndpoint();
    const record = poison();
    expect(await relay(services, [record, eventRecord(orderEvent(scope))])).toEqual([]);
    expect(await deliveries()).toHaveLength(1);
    expect(sent.filter(({ queue }) => queue === 'parked')).toEqual([
      { queue: 'parked', message: { body: record } },
    ]);
    expect(sent.filter(({ queue }) => queue === 'webhooks')).toHaveLength(1);
  });

  it('parks a record whose delivery the table can never take', async () => {
    await addEndpoint();
    const { order, call, shop } = JSON.parse(catalogue['call.outcome_final'].render(orderEvent(scope)));
    const data = { order, call: { ...call, transcript: '"'.repeat(250_000) }, shop };
    const record = eventRecord(orderEvent(scope, { data }));
    expect(await relay(services, [record])).toEqual([]);
    expect(sent).toEqual([{ queue: 'parked', message: { body: record } }]);
  });

  it('reports a record that could not be parked', async () => {
    const record = recordOf({ entity: 'event', pk: 'p', sk: 's' });
    const broken = failing(() => {
      throw new Error('The queue is away');
    });
    expect(await relay(broken, [record])).toEqual([sequenceOf(record)]);
  });

  it('reports the records whose messages a queue did not take, and no other', async () => {
    await addEndpoint();
    const good = eventRecord(orderEvent(scope, { type: 'call.queued', job: { queue: 'calls', body: {} } }));
    const bad = eventRecord(orderEvent(scope));
    const broken: RelayServices = {
      ...services,
      queues: {
        async send(queue, messages) {
          if (queue === 'webhooks') throw new Error('The queue is away');
          return services.queues.send(queue, messages);
        },
      },
    };
    expect(await relay(broken, [bad, good])).toEqual([sequenceOf(bad)]);
    expect(sent.map(({ queue }) => queue)).toEqual(['calls']);
    expect(await relay(services, [bad])).toEqual([]);
    expect(await deliveries()).toHaveLength(1);
    expect(sent.map(({ queue }) => queue)).toEqual(['calls', 'webhooks']);
  });

  it('tells the one message that a queue refuses from the nine beside it', async () => {
    const events = Array.from({ length: 10 }, (_, index) =>
      orderEvent(scope, { type: 'call.queued', job: { queue: 'calls', body: { index } } }),
    );
    const records = events.map(eventRecord);
    const refusing: RelayServices = {
      ...services,
      queues: {
        async send(queue, messages) {
          const poison = messages.some(({ body }) => 'index' in body && body.index === 4);
          if (poison) throw Object.assign(new Error('No'), { name: 'InvalidMessageContents' });
          return services.queues.send(queue, messages);
        },
      },
    };
    expect(await relay(refusing, records)).toEqual([]);
    expect(sent.filter(({ queue }) => queue === 'calls')).toHaveLength(9);
    expect(sent.filter(({ queue }) => queue === 'parked')).toEqual([
      { queue: 'parked', message: { body: records[4] } },
    ]);
  });

  it('reports the records whose endpoints could not be read', async () => {
    const records = [eventRecord(orderEvent(scope)), eventRecord(orderEvent(scope))];
    const table: typeof engine.table = {
      ...engine.table,
      all() {
        throw new Error('The table is away');
      },
    };
    expect(await relay({ ...services, table }, records)).toEqual(records.map(sequenceOf));
    expect(sent).toEqual([]);
  });
});
