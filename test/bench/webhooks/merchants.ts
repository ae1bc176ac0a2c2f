import { setTimeout as sleep } from 'node:timers/promises';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import { createTable, type Table } from '../../../shared/adapters/dynamo/table.ts';
import { inParallel } from '../../../shared/base/async/in-parallel.ts';
import { newId } from '../../../shared/base/ids.ts';
import { createTenant, request } from '../../support/api/client.ts';
import { eventToItem, orderEvent, storeCall } from '../../webhooks/support/factories.ts';
import type { HostChild } from '../host/host-child.ts';
import type { Receivers } from './receivers.ts';

/** Tenants with an endpoint each, or several, and a way to have something happen to them. */
export interface Merchants {
  count: number;
  /**
   * Commits this many events, one for each merchant in turn: all as fast as they are taken, or at a rate per second.
   * @returns when each was about to be committed, by its id: milliseconds since 1970, and parts of them
   */
  happen(events: number, perSecond?: number): Promise<Map<string, number>>;
  /** Waits until every delivery has come to its end, or the limit is over. */
  settled(limitMs: number): Promise<void>;
  close(): void;
}

/** Commits on their way at a time when nothing paces them. */
const AT_A_TIME = 32;

export async function openMerchants(
  host: HostChild,
  receivers: Receivers,
  count: number,
  endpointsEach = 1,
): Promise<Merchants> {
  const tenants = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const tenant = await createTenant(host);
      for (let n = 0; n < endpointsEach; n++) {
        const { status, body } = await request(host.url, 'POST /platform/v1/webhook-endpoints', {
          key: tenant.testKey,
          body: { url: receivers.url(at * endpointsEach + n), events: ['call.outcome_final'] },
        });
        if (status !== 201) throw new Error(`The endpoint was not made: ${JSON.stringify(body)}`);
      }
      return tenant;
    }),
  );
  const client = createDynamoClient({
    endpoint: host.dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const table: Table = createTable(client, host.tableName);
  let happened = 0;

  const commit = async (times: Map<string, number>): Promise<void> => {
    const { id: tenantId = '' } = tenants[happened++ % count] ?? {};
    const now = new Date();
    const [id, orderId] = [newId('event', now), newId('order', now)];
    const event = orderEvent({ tenantId, mode: 'test' }, { id, orderId, sequence: 1, at: now.toISOString() });
    times.set(id, performance.timeOrigin + performance.now());
    await storeCall(table, event, orderId);
    await table.put(eventToItem(event));
  };

  return {
    count,
    async happen(events, perSecond) {
      const times = new Map<string, number>();
      if (perSecond === undefined) {
        await inParallel(Array.from({ length: events }), AT_A_TIME, () => commit(times));
        return times;
      }
      const started = performance.now();
      const commits: Promise<void>[] = [];
      for (let n = 0; n < events; n++) {
        const early = started + (n * 1000) / perSecond - performance.now();
        if (early > 0) await sleep(early);
        commits.push(commit(times));
      }
      await Promise.all(commits);
      return times;
    },
    async settled(limitMs) {
      const deadline = Date.now() + limitMs;
      const pending = () =>
        Promise.all(
          tenants.map(async ({ testKey }) => {
            const line = 'GET /platform/v1/webhook-deliveries?status=pending&limit=1';
            const { body } = await request(host.url, line, { key: testKey });
            return (body as { deliveries: unknown[] }).deliveries.length;
          }),
        );
      while ((await pending()).some((left) => left > 0)) {
        if (Date.now() > deadline) throw new Error(`Deliveries were still pending after ${limitMs} ms`);
        await sleep(200);
      }
    },
    close: () => client.destroy(),
  };
}
