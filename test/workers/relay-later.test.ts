import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LaterMessage } from '../../shared/adapters/queues/later.ts';
import type { OrderEvent } from '../../shared/events/event.ts';
import { relay } from '../../shared/relay/relay.ts';
import { relayLater } from '../../shared/relay/relay-later.ts';
import { startTable, type TestTable } from '../support/table/table.ts';
import { eventRecord, eventToItem, orderEvent, recordOf } from '../webhooks/support/factories.ts';
import { createRelayFixture, NOW, type RelayFixture } from './relay-fixture.ts';

let engine: TestTable;
let fixture: RelayFixture;
beforeAll(async () => {
  engine = await startTable();
});
afterAll(() => engine.stop());
beforeEach(() => {
  fixture = createRelayFixture(engine.table);
});

const since = NOW.toISOString();
const DAY_MS = 86_400_000;

const changed = (changes: object): DynamoDBRecord =>
  recordOf(eventToItem({ ...orderEvent(fixture.scope), ...changes } as OrderEvent));

/** The services, so many milliseconds later. */
const afterMs = (ms: number) => ({ ...fixture.services, clock: () => new Date(NOW.getTime() + ms) });

const newer: [string, () => DynamoDBRecord][] = [
  ['a type', () => changed({ type: 'order.teleported' })],
  ['a version', () => changed({ version: 99 })],
  ['a queue', () => changed({ job: { queue: 'robots', body: { kind: 'go' } } })],
];

describe('an event of a newer release', () => {
  it.each(newer)(
    'that brings %s which is not known waits whole, and holds up no other',
    async (_, recordOfIt) => {
      await fixture.addEndpoint();
      const record = recordOfIt();
      expect(await relay(fixture.services, [record, eventRecord(orderEvent(fixture.scope))])).toEqual([]);
      expect(await fixture.deliveries()).toHaveLength(1);
      expect(fixture.sent.filter(({ queue }) => queue !== 'webhooks')).toEqual([
        { queue: 'later', message: { body: { record, since }, delaySeconds: 900 } },
      ]);
      expect(fixture.sent.filter(({ queue }) => queue === 'webhooks')).toHaveLength(1);
    },
  );

  it('comes again by the stream when it could not be made to wait', async () => {
    const record = changed({ type: 'order.teleported' });
    const broken = fixture.refusing(() => {
      throw new Error('The queue is away');
    });
    expect(await relay(broken, [record])).toEqual([record.dynamodb?.SequenceNumber]);
  });

  it.each(newer)(
    'with %s not known yet waits on when it is handed back, and keeps its age',
    async (_, recordOfIt) => {
      const message: LaterMessage = { record: recordOfIt(), since };
      await relayLater(afterMs(100 * DAY_MS), message);
      expect(fixture.sent).toEqual([{ queue: 'later', message: { body: message, delaySeconds: 900 } }]);
    },
  );

  it('waits shorter in a fast local run', async () => {
    const record = changed({ type: 'order.teleported' });
    const fast = { ...fixture.services, speed: 60 };
    await relay(fast, [record]);
    expect(fixture.sent).toEqual([
      { queue: 'later', message: { body: { record, since }, delaySeconds: 15 } },
    ]);
  });
});

describe('what is handed back', () => {
  it('is relayed once when it is known, however often it comes', async () => {
    await fixture.addEndpoint();
    const record = eventRecord(orderEvent(fixture.scope));
    await relayLater(afterMs(DAY_MS), { record, since });
    await relayLater(afterMs(DAY_MS), { record, since });
    expect(await fixture.deliveries()).toHaveLength(1);
    expect(new Set(fixture.sent.map((sent) => JSON.stringify(sent))).size).toBe(1);
    expect(fixture.sent[0]?.queue).toBe('webhooks');
  });

  it('is parked when it turns out that it can never pass', async () => {
    const record = changed({ data: 'none' });
    await relayLater(afterMs(DAY_MS), { record, since });
    expect(fixture.sent).toEqual([
      { queue: 'parked', message: { body: { record, reason: expect.stringMatching(/^\w+: ./) } } },
    ]);
  });

  it('waits on when it is known and something else fails', async () => {
    await fixture.addEndpoint();
    const record = eventRecord(orderEvent(fixture.scope));
    const broken = fixture.refusing((queue) => {
      if (queue === 'webhooks') throw new Error('The queue is away');
    });
    await relayLater(broken, { record, since });
    expect(fixture.sent).toEqual([
      { queue: 'later', message: { body: { record, since }, delaySeconds: 900 } },
    ]);
  });

  it('comes again by its queue when it could not be made to wait on', async () => {
    const broken = fixture.refusing(() => {
      throw new Error('The queue is away');
    });
    const record = changed({ type: 'order.teleported' });
    await expect(relayLater(broken, { record, since })).rejects.toThrow('The queue is away');
  });

  it('goes to its queue as it was when it is a message of one that is known now', async () => {
    const body = { kind: 'dispatch', ...fixture.scope, orderId: 'ord_1', sequence: 3 };
    await relayLater(afterMs(DAY_MS), { queue: 'bookings', body, group: fixture.scope.tenantId, since });
    expect(fixture.sent).toEqual([{ queue: 'bookings', message: { body, group: fixture.scope.tenantId } }]);
  });

  it('goes to its queue, and to its dead letters, when it is an unreadable message', async () => {
    const body = { kind: 'dispatch' };
    await relayLater(afterMs(DAY_MS), { queue: 'bookings', body, since });
    expect(fixture.sent).toEqual([{ queue: 'bookings', message: { body } }]);
  });

  it.each(['robots', 'calls', 'webhooks', 'recoveries', 'exports', 'bookings', 'bulk'])(
    'waits on, however long, when it is a message that is not known: %s',
    async (queue) => {
      const message = { queue, body: { kind: 'go' }, group: 'g', since };
      await relayLater(afterMs(DAY_MS), message);
      await relayLater(afterMs(100 * DAY_MS), message);
      const waiting = { queue: 'later', message: { body: message, delaySeconds: 900 } };
      expect(fixture.sent).toEqual([waiting, waiting]);
    },
  );
});
