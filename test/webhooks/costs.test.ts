import { expect, it } from 'vitest';
import type { RoundTrip } from '../../shared/adapters/dynamo/meter.ts';
import { relay } from '../../shared/relay/relay.ts';
import { roundTripsOf } from '../support/round-trips.ts';
import { eventRecord, eventToItem, orderEvent, outcomeFinal } from './support/factories.ts';
import { engine, receiver, useWorld, world } from './support/setting.ts';

useWorld();

const sum = (trips: readonly RoundTrip[], of: 'readUnits' | 'writeUnits') =>
  trips.reduce((total, trip) => total + trip[of], 0);

/** What it takes to bring one event to its receivers, from the stream on. */
async function costOf(transcript = 'Hola', sequence = 3) {
  const data = { ...outcomeFinal, call: { ...outcomeFinal.call, transcript } };
  const event = orderEvent(world.scope, { data, sequence });
  await engine.table.put(eventToItem(event));
  let sends = 0;
  const services = {
    ...world.services,
    queues: {
      send: (...[queue, messages]: Parameters<typeof world.services.queues.send>) => {
        sends += Math.ceil(messages.length / 10);
        return world.services.queues.send(queue, messages);
      },
    },
  };
  const relayed = await roundTripsOf(() => relay(services, [eventRecord(event)]));
  const attempted = await roundTripsOf(() => world.drain());
  const trips = [...relayed, ...attempted];
  return {
    requests: trips.length + sends,
    writeUnits: sum(trips, 'writeUnits'),
    readUnits: sum(trips, 'readUnits'),
    refused: trips.filter(({ refused }) => refused).length,
    attempts: attempted.map(({ operation }) => operation),
  };
}

it('an event with one endpoint takes 6 requests and 6 write units at most, none of them to be refused', async () => {
  await world.addEndpoint({ url: receiver.url });
  const first = await costOf();
  expect(first.writeUnits).toBeLessThanOrEqual(6);
  // How long its tenant keeps deliveries is known for a minute.
  expect((await costOf('Hola', 4)).requests).toBeLessThanOrEqual(6);
  expect(first.refused).toBe(0);
  expect(first.attempts).toEqual(['GetItem', 'UpdateItem', 'UpdateItem']);
  expect(receiver.receipts).toHaveLength(2);
});

it('what a receiver says in the headers of its answer takes no more write units', async () => {
  await world.addEndpoint({ url: receiver.url });
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

it('a further endpoint takes 6 write units more at most', async () => {
  await world.addEndpoint({ url: receiver.url });
  const { writeUnits } = await costOf();
  for (let further = 0; further < 3; further++) await world.addEndpoint({ url: receiver.url });
  expect((await costOf('Hola', 4)).writeUnits).toBeLessThanOrEqual(writeUnits + 3 * 6);
  expect(receiver.receipts).toHaveLength(5);
});

it('a long event takes no more write units than a short one, and is read once for each attempt', async () => {
  await world.addEndpoint({ url: receiver.url });
  const short = await costOf();
  const long = await costOf('x'.repeat(20_000), 4);
  expect(long.writeUnits).toBe(short.writeUnits);
  expect(long.attempts).toEqual(['GetItem', 'UpdateItem', 'Query', 'UpdateItem']);
  expect(JSON.parse(receiver.receipts[1]?.body ?? '').call.transcript).toHaveLength(20_000);
});

it('each attempt that fails takes 5 write units more at most', async () => {
  await world.addEndpoint({ url: receiver.url });
  const { writeUnits } = await costOf();
  let failures = 3;
  receiver.answer = (response) => {
    response.statusCode = failures-- > 0 ? 500 : 200;
    response.end('busy');
  };
  const failing = await costOf('Hola', 4);
  expect(receiver.receipts).toHaveLength(5);
  // Besides them the endpoint is marked as failing, and as well again.
  expect(failing.writeUnits).toBeLessThanOrEqual(writeUnits + 3 * 5 + 2);
});
