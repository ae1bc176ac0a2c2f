import type { EngineClient } from '../../../infra/local/engine/client.ts';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import type { DecisionContext } from '../../../shared/adapters/dynamo/decide-and-store.ts';
import type { Item, Key } from '../../../shared/adapters/dynamo/expressions.ts';
import { toImage } from '../../../shared/adapters/dynamo/sdk/attributes.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { callToItem, callWrites, endingWrites } from '../../../shared/calls/call/call.ts';
import { callStartOf } from '../../../shared/calls/call/call-start.ts';
import { decideEnding } from '../../../shared/calls/outcomes/end-call.ts';
import { startRound } from '../../../shared/calls/rounds/start-round.ts';
import { simulate } from '../../../shared/calls/telephony/simulator/simulator.ts';
import { EVENT_ENTITY } from '../../../shared/events/event.ts';
import { createOrder } from '../../../shared/orders/changes/create-order.ts';
import { sequenceKey } from '../../../shared/orders/names/order-number.ts';
import { referenceOf } from '../../../shared/orders/names/reference.ts';
import { keepStatuses, STATUS_LIMITS } from '../../../shared/orders/statuses/keep-statuses.ts';
import { setsKey } from '../../../shared/orders/statuses/sets.ts';
import { countKey } from '../../../shared/orders/store/order-count.ts';
import type { Tenant } from '../../../shared/tenants/tenant/tenant.ts';
import { phoneNumber, triggerBody } from './shop.ts';

export interface SeededOrder {
  id: string;
  externalId: string;
  phone: string;
}

/** Orders of one phone, whatever the number of orders. */
const ORDERS_PER_PHONE = 3;

/** One order of this many keeps its timeline: three fifths of an order's bytes, and only requests for that very order read it. */
export const ORDERS_PER_TIMELINE = 100;

const momentAt = (now: Date): DecisionContext => ({ now, newId: (kind) => newId(kind, now) });

/** The items of the n-th order: triggered, called and confirmed, as the rules of these steps themselves decide. */
function itemsOf(
  tenant: Tenant,
  scope: Scope,
  n: number,
  start: Date,
): { order: SeededOrder; items: Item[] } {
  const { customer, address, order } = triggerBody(
    `SEED-${n}`,
    phoneNumber(Math.floor(n / ORDERS_PER_PHONE)),
  );
  const at = (seconds: number) => momentAt(new Date(start.getTime() + (n * 10 + seconds) * 1000));
  const created = createOrder(
    {
      customer,
      address: { ...address, country: null, zip: null },
      products: order.products,
      items: [],
      total: String(order.totalPrice),
      currency: order.currency,
      metadata: null,
    },
    {
      ...scope,
      source: 'chateapro',
      externalId: order.externalId,
      number: `#${1001 + n}`,
      reference: referenceOf(n, at(0).now),
      timeZone: tenant.timeZone,
    },
    undefined,
    at(0),
  );
  const called = startRound(created, at(0), 'confirmation', at(0).now);
  const [queued] = called.queued;
  if (queued === undefined) throw new Error('A round started without a dial');
  const triggered = callWrites(called);

  const standing = { ...called.order, version: 1 };
  const dialed = {
    ...queued,
    status: 'in_progress',
    provider: 'simulator',
    dialedAt: at(1).now.toISOString(),
  } as const;
  const simulation = simulate(callStartOf(standing, queued, tenant, 'http://127.0.0.1'));
  if (simulation.failure) throw new Error('The simulated customer was not reached');
  const providerCallId = simulation.report.providerCallId;
  const terms = {
    policy: tenant.callPolicy,
    retryAt: at(600).now,
    creditLimited: false,
    shop: { domain: tenant.domain, country: tenant.country },
  };
  const ended = decideEnding(standing, { ...dialed, providerCallId }, simulation.report, terms, at(2));
  if (ended === undefined) throw new Error('The call did not end');
  const kept = [...triggered, ...endingWrites(ended)].flatMap((write) => ('put' in write ? [write.put] : []));
  const items = [...kept, callToItem(ended.call)].filter(
    ({ entity, content, sparsePk }) =>
      n % ORDERS_PER_TIMELINE === 0 || entity !== EVENT_ENTITY || content || sparsePk,
  );
  return {
    order: { id: ended.order.id, externalId: order.externalId, phone: customer.phone },
    items: [...new Map(items.map((item) => [`${item.pk} ${item.sk}`, item])).values()],
  };
}

const BATCH = 25;
const AT_ONCE = 4;

/**
 * Stores the orders from the `from`-th up to the `to`-th, one every ten seconds of a past that starts at `start`, with
 * all that a trigger and a confirmed call leave and an endpoint may read: calls, external ids, the counts of orders. The
 * stream must be off: nobody is to call these customers.
 */
export async function seedOrders(
  { client: engine, endpoint }: { client: EngineClient; endpoint: string },
  tableName: string,
  tenant: Tenant,
  scope: Scope,
  range: { from: number; to: number; start: Date },
  progress: (stored: number) => void,
): Promise<SeededOrder[]> {
  const orders: SeededOrder[] = [];
  const counts = new Map<string, { key: Key; orders: number }>();
  let next = range.from;
  const work = async () => {
    let waiting: Item[] = [];
    while (next < range.to) {
      const { order, items } = itemsOf(tenant, scope, next++, range.start);
      orders.push(order);
      const key = countKey(scope, order.id);
      counts.set(key.sk, { key, orders: (counts.get(key.sk)?.orders ?? 0) + 1 });
      waiting.push(...items);
      while (waiting.length >= BATCH) {
        await putAll(engine, tableName, waiting.slice(0, BATCH));
        waiting = waiting.slice(BATCH);
      }
      progress(orders.length);
    }
    if (waiting.length > 0) await putAll(engine, tableName, waiting);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const { key, orders: added } of counts.values())
    await add(engine, tableName, key, 'orders', added, 'order-count');
  await add(engine, tableName, sequenceKey(scope), 'taken', range.to - range.from, 'sequence');
  await keepAnew(endpoint, tableName, scope);
  return orders;
}

/** Makes the sets of statuses again: what was stored now happened before the last of them were made. */
async function keepAnew(endpoint: string, tableName: string, scope: Scope): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createDynamoClient({ endpoint, region: 'us-east-1', credentials });
  const table = createTable(client, tableName);
  await table.delete(setsKey(scope));
  await keepStatuses({ table, clock: () => new Date() }, scope, {
    ...STATUS_LIMITS,
    worth: 1,
    settledMs: 0,
    replicatedMs: 0,
  });
  client.destroy();
}

/** Stores items, 25 at most. */
async function putAll(engine: EngineClient, tableName: string, items: readonly Item[]): Promise<void> {
  let left: object[] = items.map((item) => ({ PutRequest: { Item: toImage(item) } }));
  while (left.length > 0) {
    const { UnprocessedItems = {} } = await engine.call<{ UnprocessedItems?: Record<string, object[]> }>(
      'BatchWriteItem',
      { RequestItems: { [tableName]: left } },
    );
    left = UnprocessedItems[tableName] ?? [];
  }
}

const add = (
  engine: EngineClient,
  tableName: string,
  key: Key,
  attribute: string,
  by: number,
  entity: string,
): Promise<unknown> =>
  engine.call('UpdateItem', {
    TableName: tableName,
    Key: toImage(key),
    UpdateExpression: 'ADD #counted :by SET entity = :entity',
    ExpressionAttributeNames: { '#counted': attribute },
    ExpressionAttributeValues: toImage({ ':by': by, ':entity': entity }),
  });
