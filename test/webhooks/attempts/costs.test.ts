import { describe, expect, it } from 'vitest';
import type { RoundTrip } from '../../../shared/adapters/dynamo/sdk/meter.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { createLogger } from '../../../shared/adapters/logging/logger.ts';
import type { Message } from '../../../shared/adapters/queues/queues.ts';
import { callToItem, newCall } from '../../../shared/calls/call/call.ts';
import { relay } from '../../../shared/relay/relay.ts';
import { handleWebhookMessage } from '../../../shared/webhooks/attempts/handle-webhook-message.ts';
import type { AttemptMessage } from '../../../shared/webhooks/deliveries/attempt-message.ts';
import { endpointsOfBatch } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { createHealthCounts } from '../../../shared/webhooks/health/health-counts.ts';
import { countsWriteUnits, roundTripsOf } from '../../support/table/round-trips.ts';
import { sequential } from '../../support/table/sequential.ts';
import { eventRecord, eventToItem, orderEvent, outcomeFinal } from '../support/factories.ts';
import { engine, fixture, receiver, useFixture } from '../support/setting.ts';

useFixture();

const sum = (trips: readonly RoundTrip[], of: 'readUnits' | 'writeUnits') =>
  trips.reduce((total, trip) => total + trip[of], 0);

const silent = createLogger({}, { write: () => undefined });

/** What it takes to bring one event to its receivers, from the stream on. */
async function costOf(transcript = 'Hola', sequence = 3) {
  const data = { ...outcomeFinal, call: { ...outcomeFinal.call, transcript } };
  const event = orderEvent(fixture.scope, { data, sequence });
  await engine.table.put(eventToItem(event));
  let sends = 0;
  const services = {
    ...fixture.services,
    queues: {
      send: (...[queue, messages]: Parameters<typeof fixture.services.queues.send>) => {
        sends += Math.ceil(messages.length / 10);
        return fixture.services.queues.send(queue, messages);
      },
    },
  };
  const relayed = await roundTripsOf(() => relay(services, [eventRecord(event)]));
  const attempted = await roundTripsOf(() => fixture.drain());
  const trips = [...relayed, ...attempted];
  return {
    requests: trips.length + sends,
    writeUnits: sum(trips, 'writeUnits'),
    readUnits: sum(trips, 'readUnits'),
    refused: trips.filter(({ refused }) => refused).length,
    attempts: attempted.map(({ operation }) => operation),
    sequential: sequential(attempted),
  };
}

it('an event with one endpoint takes 6 requests and 6 write units at most, none of them to be refused', async () => {
  await fixture.addEndpoint({ url: receiver.url });
  const first = await costOf();
  expect(first.writeUnits).toBeLessThanOrEqual(6);
  // How long its tenant keeps deliveries is known for a minute.
  expect((await costOf('Hola', 4)).requests).toBeLessThanOrEqual(6);
  expect(first.refused).toBe(0);
  expect(first.attempts).toEqual(['GetItem', 'UpdateItem', 'UpdateItem']);
  expect(receiver.receipts).toHaveLength(2);
});

describe('an event that comes alone, its attempt counted for the health of its endpoint', () => {
  /** What one event takes, as its message is worked on by itself. */
  async function aloneCost(
    counts: ReturnType<typeof createHealthCounts>,
    sequence: number,
    table: Table = fixture.services.table,
  ) {
    const event = orderEvent(fixture.scope, { data: outcomeFinal, sequence });
    await engine.table.put(eventToItem(event));
    const sent: Message[] = [];
    const queues = {
      send: async (_queue: string, messages: readonly Message[]) => void sent.push(...messages),
    };
    const relayed = await roundTripsOf(() => relay({ ...fixture.services, queues }, [eventRecord(event)]));
    const attempted = await roundTripsOf(async () => {
      const [message] = sent.map(({ body }) => body as AttemptMessage);
      if (message === undefined) throw new Error('Nothing was sent');
      await counts.during((counter) =>
        handleWebhookMessage({ ...fixture.services, table, counter }, message),
      );
      await counts.stored();
    });
    const trips = [...relayed, ...attempted];
    return {
      requests: trips.length + sent.length,
      writeUnits: sum(trips, 'writeUnits'),
      refused: trips.filter(({ refused }) => refused).length,
      sequential: sequential(attempted),
      attempts: attempted.map(({ operation }) => operation),
    };
  }

  const health = async (id: string) => {
    const { tenantId, mode } = fixture.scope;
    const { items } = await engine.table.query({ pk: `HEALTH#${tenantId}#${mode}#${id}` });
    return items.reduce((total, { succeeded }) => total + Number(succeeded), 0);
  };

  it('takes 6 requests and 9 write units, 3 of them one after the other for its attempt', async () => {
    const { id } = await fixture.addEndpoint({ url: receiver.url });
    await costOf();
    let now = 0;
    const counts = createHealthCounts({ table: engine.table, log: silent }, () => now);
    const first = await aloneCost(counts, 4);
    expect(first).toEqual({
      ...{ requests: 6, writeUnits: 9, refused: 0, sequential: 3 },
      attempts: ['GetItem', 'UpdateItem', 'TransactWriteItems'],
    });
    now = 1000;
    expect(await aloneCost(counts, 5)).toMatchObject({ requests: 6, writeUnits: 9 });
    expect(await health(id)).toBe(2);
    expect(receiver.receipts).toHaveLength(3);
  });

  it('is counted apart, for two write units less and at the same time, when another came within a second', async () => {
    const { id } = await fixture.addEndpoint({ url: receiver.url });
    await costOf();
    const counts = createHealthCounts({ table: engine.table, log: silent }, () => 0);
    await aloneCost(counts, 4);
    expect(await aloneCost(counts, 5)).toMatchObject({
      requests: 7,
      writeUnits: 7,
      refused: 0,
      sequential: 3,
    });
    expect(await health(id)).toBe(2);
  });

  it('is stored and counted all the same when the transaction fails', async () => {
    const { id } = await fixture.addEndpoint({ url: receiver.url });
    const counts = createHealthCounts({ table: engine.table, log: silent });
    const table: Table = {
      ...fixture.services.table,
      transact: () => Promise.reject(new Error('The transaction meets others')),
    };
    await aloneCost(counts, 4, table);
    expect(await health(id)).toBe(1);
    const { delivery } = await fixture.onlyDelivery();
    expect([delivery.status, delivery.attempts]).toEqual(['succeeded', 1]);
  });
});

it('what a receiver says in the headers of its answer takes no more write units', async () => {
  await fixture.addEndpoint({ url: receiver.url });
  const { writeUnits } = await costOf();
  receiver.answer = (response) => {
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      server: 'cloudflare',
      'x-a': 'b'.repeat(500),
    });
    response.end('{"ok":true}');
  };
  expect((await costOf('Hola', 4)).writeUnits).toBe(writeUnits);
});

it('in a batch an event takes 6 requests and 7 write units at most, the health of its endpoint counted', async () => {
  await fixture.addEndpoint({ url: receiver.url });
  await costOf();
  const events = [4, 5, 6, 7].map((sequence) => orderEvent(fixture.scope, { data: outcomeFinal, sequence }));
  for (const event of events) await engine.table.put(eventToItem(event));
  const { table } = fixture.services;
  const counts = createHealthCounts({ table, log: silent });
  const services = { ...fixture.services, endpointOf: endpointsOfBatch(table) };
  const sent: Message[] = [];
  const queues = {
    send: async (_queue: string, messages: readonly Message[]) => void sent.push(...messages),
  };
  const trips = await roundTripsOf(async () => {
    await relay({ ...services, queues }, events.map(eventRecord));
    const messages = sent.map(({ body }) => body as AttemptMessage);
    await Promise.all(
      messages.map((message) =>
        counts.during((counter) => handleWebhookMessage({ ...services, counter }, message)),
      ),
    );
    await counts.stored();
  });
  expect(receiver.receipts).toHaveLength(5);
  const sends = 1;
  expect((trips.length + sends) / events.length).toBeLessThanOrEqual(6);
  expect(sum(trips, 'writeUnits') / events.length).toBeLessThanOrEqual(7);
});

it('a further endpoint takes 6 write units more at most', async () => {
  await fixture.addEndpoint({ url: receiver.url });
  const { writeUnits } = await costOf();
  for (let further = 0; further < 3; further++) await fixture.addEndpoint({ url: receiver.url });
  expect((await costOf('Hola', 4)).writeUnits).toBeLessThanOrEqual(writeUnits + 3 * 6);
  expect(receiver.receipts).toHaveLength(5);
});

it('a long event takes no more write units than a short one, and is read once for each attempt', async () => {
  await fixture.addEndpoint({ url: receiver.url });
  const short = await costOf();
  const long = await costOf('x'.repeat(20_000), 4);
  expect(long.writeUnits).toBe(short.writeUnits);
  expect(long.attempts.toSorted()).toEqual(['GetItem', 'Query', 'UpdateItem', 'UpdateItem']);
  expect([short.sequential, long.sequential]).toEqual([3, 3]);
  expect(JSON.parse(receiver.receipts[1]?.body ?? '').call.transcript).toHaveLength(20_000);
});

it('an event that only names a long conversation is complete when its attempt is claimed', async () => {
  await fixture.addEndpoint({ url: receiver.url });
  await costOf();
  const { transcript: _long, ...call } = outcomeFinal.call;
  const tripsOf = async (sequence: number): Promise<number> => {
    const event = orderEvent(fixture.scope, { data: { ...outcomeFinal, call }, sequence });
    const at = { ...fixture.scope, orderId: event.orderId ?? '', createdAt: event.at };
    const made = newCall({
      ...{ ...at, id: call.id, callType: 'confirmation', round: 1, attempt: 1, notBefore: null },
    });
    await engine.table.put(callToItem({ ...made, transcript: 'x'.repeat(20_000) }));
    await engine.table.put(eventToItem(event));
    await relay(fixture.services, [eventRecord(event)]);
    return sequential(await roundTripsOf(() => fixture.drain()));
  };
  // A read of the endpoint that takes as long as two others, one after the other, looks like one trip more.
  expect(Math.min(await tripsOf(4), await tripsOf(5), await tripsOf(6))).toBe(3);
  const transcripts = receiver.receipts.slice(1).map(({ body }) => JSON.parse(body).call.transcript.length);
  expect(transcripts).toEqual([20_000, 20_000, 20_000]);
});

it.runIf(countsWriteUnits)(
  'each attempt that fails takes 5 write units more at most, and being listed as failing two',
  async () => {
    await fixture.addEndpoint({ url: receiver.url });
    const { writeUnits } = await costOf();
    let failures = 3;
    receiver.answer = (response) => {
      response.statusCode = failures-- > 0 ? 500 : 200;
      response.end('busy');
    };
    const failing = await costOf('Hola', 4);
    expect(receiver.receipts).toHaveLength(5);
    // Besides them the endpoint is marked as failing, and as well again.
    expect(failing.writeUnits).toBeLessThanOrEqual(writeUnits + 3 * 5 + 2 + 2);
  },
);
