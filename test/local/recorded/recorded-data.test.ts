import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startHost } from '../../../infra/local/host.ts';
import { clientOf } from '../../../infra/local/host-table.ts';
import { migrate } from '../../../infra/ops/migrate.ts';
import { migrations } from '../../../infra/ops/migrations.ts';
import { createApi } from '../../bench/shop/api.ts';
import { triggerBody } from '../../bench/shop/shop.ts';
import { patience } from '../../support/time/patience.ts';
import { until } from '../../support/time/until.ts';
import { isTheirs, readKnown, releases, unpack } from './recorded-folders.ts';

test.skipIf(!isTheirs).each(releases)(
  'the host starts on a folder of %s, reads what it holds before and after it is migrated, and continues with it',
  { timeout: patience(120_000) },
  async (release) => {
    const dataDir = unpack(release);
    const host = await startHost({ dataDir, adminKey: 'admin_recorded', log: () => undefined });
    try {
      const { testKey, answers } = readKnown(release, host.url);
      const keys = { 'x-tenant-api-key': testKey, 'x-api-key': testKey };
      const api = createApi(host.url, testKey);
      const readAll = async () => {
        for (const [path, answer] of Object.entries(answers))
          expect([path, await api.call('GET', path, undefined, keys)]).toMatchObject([path, answer]);
      };
      await readAll();
      await migrate({ client: clientOf(host), tableName: host.tableName, migrations });
      await readAll();

      const body = triggerBody('AFTERWARDS', '+573001239915');
      const { orderId } = await api.call<{ orderId: string }>('POST', '/api/v1/calls/trigger', body);
      const read = () => api.call<{ status: string }>('GET', `/api/v1/orders/${orderId}`);
      await until('the order is confirmed', async () => (await read()).status === 'confirmed');
      const { external_order_number: number } = await api.call<{ external_order_number: string }>(
        'GET',
        `/v1/orders/${orderId}`,
        undefined,
        keys,
      );
      const before = answers['/v1/orders']?.orders?.length ?? 0;
      expect(number).toBe(`#${1001 + before}`);
      const path = `/platform/v1/webhook-deliveries?orderId=${orderId}`;
      await until(
        'its webhooks are made',
        async () => (await api.call<{ deliveries: object[] }>('GET', path)).deliveries.length > 0,
      );
      const again = await api.call(
        'POST',
        '/api/v1/calls/trigger',
        triggerBody('RECORDED-0', '+573001230015'),
      );
      expect(again).toMatchObject({ orderId: answers['/api/v1/orders']?.orders?.at(-1)?.id });
    } finally {
      await host.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
);
