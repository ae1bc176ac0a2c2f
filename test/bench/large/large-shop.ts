import type { Engine } from '../../../infra/local/engine/engine.ts';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import type { Item, Key } from '../../../shared/adapters/dynamo/expressions.ts';
import { toImage } from '../../../shared/adapters/dynamo/sdk/attributes.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import type { OrderStatus } from '../../../shared/events/order-words.ts';
import { createOrder } from '../../../shared/orders/changes/create-order.ts';
import { referenceOf } from '../../../shared/orders/names/reference.ts';
import { type WordEntry, wordEntryFromItem } from '../../../shared/orders/search/entry.ts';
import { KEEP_LIMITS, keepSearch } from '../../../shared/orders/search/keep-search.ts';
import { loadManifest } from '../../../shared/orders/search/manifest.ts';
import { sealEntries } from '../../../shared/orders/search/merge-segments.ts';
import { keepStatuses, STATUS_LIMITS } from '../../../shared/orders/statuses/keep-statuses.ts';
import { countKey } from '../../../shared/orders/store/order-count.ts';
import { orderWrites } from '../../../shared/orders/store/order-store.ts';
import type { Tenant } from '../../../shared/tenants/tenant/tenant.ts';
import { bulkLoad } from './bulk-load.ts';
import { withoutStream } from './stored-orders.ts';

const FIRST =
  'María Juan Ana José Luis Carmen Pedro Łukasz Sofía Diego Valentina Andrés Camila Jorge Lucía'.split(' ');
const LAST = 'González Pérez Rodríguez Gómez López Martínez García Hernández Díaz Torres Ramírez Rojas'.split(
  ' ',
);

/** Uneven, as names are: every fifth has the first, and one in thousands the last. */
const pick = (names: readonly string[], n: number): string => {
  const place = Math.floor(Math.abs(Math.sin(n + 1)) ** 4 * names.length * 40);
  const name = names[place % names.length] ?? '';
  return place < names.length ? name : `${name.slice(0, -1)}${'aeiou'[place % 5]}${(place * 7) % 97}`;
};

/** Most orders of the past are done; few wait. */
const statusOf = (n: number): OrderStatus => {
  if (n % 5000 === 17) return 'needs_review';
  if (n % 1000 === 3) return 'pending';
  return (['delivered', 'completed', 'delivered', 'cancelled', 'confirmed'] as const)[n % 5] ?? 'delivered';
};

/** Of a past year, evenly. */
const YEAR_MS = 365 * 86_400_000;

/** The items of the n-th order, as if it had been created with the status that it has. */
function itemsOf(tenant: Tenant, scope: Scope, n: number, count: number): { items: Item[]; key: Key } {
  const now = new Date(Date.now() - YEAR_MS + Math.floor((n * YEAR_MS) / count));
  const context = { now, newId: (kind: Parameters<typeof newId>[0]) => newId(kind, now) };
  const name = `${pick(FIRST, n)} ${pick(LAST, n * 3)}`;
  const draft = createOrder(
    {
      customer: {
        name,
        phone: `+57300${String((n * 104_729) % 10_000_000).padStart(7, '0')}`,
        email: `c${n}@example.com`,
      },
      address: null,
      items: [{ name: 'Camisa', quantity: 1, price: '85600', sku: null }],
      total: '85600',
      currency: tenant.currency,
      status: statusOf(n),
    },
    {
      ...scope,
      source: 'api',
      externalId: `WEB-${n}`,
      number: `#${1001 + n}`,
      reference: referenceOf(n, now),
      timeZone: tenant.timeZone,
    },
    undefined,
    context,
  );
  const items = orderWrites(draft).flatMap((write) => ('put' in write ? [write.put] : []));
  return { items, key: countKey(scope, draft.order.id) };
}

/** Orders whose words are put together at a time: as many as fit in memory easily. */
const PART = 50_000;

/** Orders that are made before anything else gets a turn. */
const STRETCH = 500;

/** Stores this many orders of a year in a host's folder, with their words in segments as they would be by now. */
export async function storeLargeShop(
  dataDir: string,
  tableName: string,
  tenant: Tenant,
  scope: Scope,
  count: number,
  progress: (line: string) => void,
): Promise<void> {
  const counts = new Map<string, { key: Key; orders: number }>();
  const start = performance.now();
  await bulkLoad(dataDir, tableName, async (engine, add) => {
    const { table, client } = tableOf(engine, tableName);
    for (let from = 0; from < count; from += PART) {
      const entries: WordEntry[] = [];
      const to = Math.min(count, from + PART);
      for (let n = from; n < to; n++) {
        const { items, key } = itemsOf(tenant, scope, n, count);
        counts.set(key.sk, { key, orders: (counts.get(key.sk)?.orders ?? 0) + 1 });
        add(items.filter(({ pk }) => !pk.startsWith('WORDS#')));
        for (const item of items) if (item.pk.startsWith('WORDS#')) entries.push(wordEntryFromItem(item));
        if (n % STRETCH === 0) await new Promise(setImmediate);
      }
      const { manifest } = await loadManifest(table, scope);
      await sealEntries({ table, scope, now: Date.now(), replicated: async () => undefined }, manifest, [
        { id: `large-${from}`, at: 0, entries },
      ]);
      const seconds = (performance.now() - start) / 1000;
      const left = Math.round((seconds / to) * (count - to));
      progress(`Made ${to} of ${count} orders in ${Math.round(seconds)} s, ${left} s left`);
    }
    client.destroy();
    progress('Importing them');
  });
  await withoutStream(dataDir, tableName, async (engine) => {
    const { table, client } = tableOf(engine, tableName);
    progress('Putting their words together');
    await keepSearch({ table, clock: () => new Date() }, scope, {
      ...KEEP_LIMITS,
      batchMs: 0,
      replicatedMs: 0,
      retiredMs: 0,
    });
    progress('Making the sets of their statuses');
    await keepStatuses({ table, clock: () => new Date() }, scope, {
      ...STATUS_LIMITS,
      worth: 1,
      replicatedMs: 0,
    });
    for (const { key, orders } of counts.values())
      await engine.client.call('UpdateItem', {
        TableName: tableName,
        Key: toImage(key),
        UpdateExpression: 'ADD orders :by',
        ExpressionAttributeValues: toImage({ ':by': orders }),
      });
    client.destroy();
  });
}

function tableOf({ endpoint }: Engine, tableName: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createDynamoClient({ endpoint, region: 'us-east-1', credentials });
  return { table: createTable(client, tableName), client };
}
