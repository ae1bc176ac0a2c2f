import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openFolder } from '../../../infra/local/data/folders.ts';
import { startEngine } from '../../../infra/local/engine/start.ts';
import { migrate } from '../../../infra/ops/migrate.ts';
import { migrations } from '../../../infra/ops/migrations.ts';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import { scanTable } from '../../support/table/scan.ts';
import { isTheirs, releases, unpack } from './recorded-folders.ts';

const FAR = Date.parse('2100-01-01') / 1000;

/** The table in the folder of a release, on an engine of its own. */
async function openRecorded(release: string) {
  const dataDir = unpack(release);
  const folder = openFolder(dataDir);
  const engine = await startEngine('default', folder, 'us-east-1');
  const client = createDynamoClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(async () => {
    client.destroy();
    await engine.stop();
    folder.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const { TableNames = [] } = await engine.client.call<{ TableNames?: string[] }>('ListTables', {});
  const [tableName = ''] = TableNames;
  return {
    ...{ client, tableName, table: createTable(client, tableName) },
    /** What the engine does not delete meanwhile because its time is over. */
    async lasting(): Promise<Map<string, Item>> {
      const items = await scanTable({ endpoint: engine.endpoint, tableName });
      return new Map(
        items
          .filter(({ expiresAt }) => expiresAt === undefined || Number(expiresAt) > FAR)
          .map((item) => [`${item.pk} ${item.sk}`, item]),
      );
    },
  };
}

const delivery = (id: string): Item => ({
  ...{ pk: `DELIVERY#tnt_1#test#${id}`, sk: 'DELIVERY', entity: 'webhook-delivery' },
  ...{ listPk: 'DELIVERIES#tnt_1#test', listSk: id, lookupPk: 'DELIVERIES#tnt_1#test#whe_1', lookupSk: id },
  ...{ eventId: 'evt_1', event: 'call.outcome_final', body: '{}', retrySchedule: 'standard' },
  ...{ createdAt: '2026-11-29T06:16:46.571Z', keptUntil: '2126-11-29T06:16:46.571Z' },
});

/** As 0.2.0 stores what an endpoint misses that is disabled, and what it does not take and is sent again. */
const missed: Item = {
  ...delivery('whd_1a'),
  ...{ status: 'held', attempts: 0, waits: [], expiresAt: 2 * FAR },
  ...{ sparsePk: 'UNDELIVERED#tnt_1#test#whe_1', sparseSk: 'whd_1a' },
};
const failed: Item = {
  ...delivery('whd_1c'),
  ...{ status: 'pending', attempts: 1, waits: [300], nextAttemptAt: '2026-11-29T06:21:46.571Z' },
};

test.skipIf(!isTheirs).each(releases)(
  'migrating a folder of %s changes what has an older form and nothing else, and nothing when it is repeated',
  async (release) => {
    const { table, lasting, ...where } = await openRecorded(release);
    await table.batchWrite([missed, failed].map((put) => ({ put })));
    const stored = await lasting();
    expect(stored.size).toBeGreaterThan(20);

    const { changed, looked } = await migrate({ ...where, migrations });
    expect(looked).toBeGreaterThanOrEqual(stored.size);
    expect(Object.values(changed)).toEqual([1, 1]);
    const migrated = new Map(stored)
      .set(`${missed.pk} DELIVERY`, { ...missed, sparsePk: 'UNDELIVERED#tnt_1#test#whe_1#1' })
      .set(`${failed.pk} DELIVERY`, {
        ...failed,
        ...{ sparsePk: 'FAILING#tnt_1#test#whe_1#3', sparseSk: 'whd_1c' },
      });
    expect(await lasting()).toEqual(migrated);

    expect(Object.values((await migrate({ ...where, migrations })).changed)).toEqual([0, 0]);
    expect(await lasting()).toEqual(migrated);
  },
);
