import { beforeAll, expect, it } from 'vitest';
import type { Item } from '../../shared/adapters/dynamo/expressions.ts';
import { newId } from '../../shared/base/ids.ts';
import { placeOrder } from '../../shared/orders/changes/place-order.ts';
import { wordEntryOf } from '../../shared/orders/search/entry.ts';
import { KEEP_LIMITS } from '../../shared/orders/search/keep-search.ts';
import { loadManifest } from '../../shared/orders/search/manifest.ts';
import { relay } from '../../shared/relay/relay.ts';
import { context } from '../support/api/event.ts';
import { engine, useTable } from '../support/table/setting.ts';
import { recordOf } from '../webhooks/support/factories.ts';
import { createRelayFixture } from '../workers/relay-fixture.ts';

useTable();

const scope = { tenantId: 'tnt_worker', mode: 'test' } as const;

beforeAll(async () => {
  for (let n = 0; n < KEEP_LIMITS.entries; n++) {
    const customer = { name: 'Ana', phone: '+573001234567', email: null };
    const names = { reference: `R${n}`, number: `#${n}`, externalId: null, version: 1 };
    const entry = wordEntryOf({ ...scope, id: newId('order', new Date()), customer, ...names }, undefined);
    if (entry) await engine.table.put(entry);
  }
});

/** What the stream brings of two new orders, of which the second one's turn it is. */
async function createdRecords() {
  const owner = { ...scope, tenantId: 'tnt_created', timeZone: 'America/Bogota' };
  const customer = { name: 'Ana', phone: '+573001234567' };
  const given = { customer, address: null, items: [], total: '1', currency: 'COP' };
  const names = { source: 'api', externalId: null, number: '#1', reference: undefined };
  const services = { table: engine.table, clock: () => new Date() };
  const { id } = await placeOrder(services, owner, { given, ...names }, () => []);
  const pk = `ORDER#tnt_created#test#${id}`;
  const { items } = await engine.table.query({ pk, prefix: 'TIMELINE#' });
  const withEnd = (item: Item, end: string) =>
    JSON.parse(JSON.stringify(item).replace(/(evt_[0-9a-z]{25})[0-9a-z]/g, `$1${end}`)) as Item;
  return ['1', '0'].flatMap((end) => items.map((item) => recordOf(withEnd(item, end))));
}

it('a new order asks for the search to be kept after about 32 of them, and the worker does so', async () => {
  const { services } = createRelayFixture(engine.table);
  const sent: { queue: string; body: object }[] = [];
  const queues: typeof services.queues = {
    send: async (queue, messages) => void sent.push(...messages.map(({ body }) => ({ queue, body }))),
  };
  const records = await createdRecords();
  expect(await relay({ ...services, queues }, records)).toEqual([]);
  expect(sent).toEqual([{ queue: 'search', body: { ...scope, tenantId: 'tnt_created' } }]);

  const { handler } = await import('../../functions/workers/keep-search.ts');
  const record = {
    ...{ messageId: '1', receiptHandle: '', body: JSON.stringify(scope), messageAttributes: {} },
    ...{ md5OfBody: '', eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: 'us-east-1' },
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
  };
  // Twice, as SQS may.
  for (const _ of [1, 2])
    expect(await handler({ Records: [record] }, context)).toEqual({ batchItemFailures: [] });
  const { batches } = await loadManifest(engine.table, scope);
  expect(batches.map(({ entries }) => entries.length)).toEqual([KEEP_LIMITS.entries]);
});
