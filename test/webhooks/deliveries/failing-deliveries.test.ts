import { describe, expect, it } from 'vitest';
import { migrate } from '../../../infra/ops/migrate.ts';
import { migrations } from '../../../infra/ops/migrations.ts';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import { required } from '../../../shared/base/env.ts';
import type { WebhookDelivery } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { webhookDeliveryKey } from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { api, fixture, owner, receiver, useApi } from '../support/api-setting.ts';
import { ask, failing, list, PATH } from '../support/deliveries-api.ts';
import { handleMessage } from '../support/messages.ts';

useApi();

let step = 0;

/** An endpoint, and a delivery to it whose first attempt failed. */
async function failedOnce(endpointId?: string): Promise<WebhookDelivery> {
  const to = endpointId ?? (await fixture.addEndpoint({ url: receiver.url })).id;
  const delivery = await fixture.addDelivery({ endpointId: to, orderId: `ord_${++step}` });
  await attempt(delivery, false);
  return delivery;
}

/** Makes the next attempt of a delivery, whatever its time. */
async function attempt(delivery: WebhookDelivery, succeeds: boolean): Promise<void> {
  receiver.answer = succeeds ? (response) => response.end() : failing;
  const { tenantId, mode, id: deliveryId, endpointId } = delivery;
  const item = await api.table.get(webhookDeliveryKey(delivery, deliveryId));
  const message = { tenantId, mode, deliveryId, endpointId, attempt: Number(item?.attempts) + 1 };
  await handleMessage(fixture.services, JSON.stringify(message));
}

const stored = (delivery: WebhookDelivery) => api.table.get(webhookDeliveryKey(delivery, delivery.id));

describe('a delivery that failed and will be tried again', () => {
  it('is found and shown as failing from its first failure until an attempt succeeds', async () => {
    const delivery = await failedOnce();
    await fixture.addDelivery({ endpointId: delivery.endpointId });
    const queries = ['', `&endpointId=${delivery.endpointId}`, `&orderId=${delivery.orderId}`];
    for (const query of queries)
      expect((await list(`?status=failing${query}`)).deliveries).toMatchObject([
        { id: delivery.id, status: 'failing', attemptCount: 1, nextAttemptAt: expect.any(String) },
      ]);
    expect((await list('?status=pending')).ids).not.toContain(delivery.id);
    expect((await ask(`GET ${PATH}/${delivery.id}`)).body).toMatchObject({ status: 'failing' });
    expect(await stored(delivery)).toMatchObject({
      status: 'pending',
      sparsePk: expect.stringMatching(`^FAILING#${owner.tenant.id}#test#${delivery.endpointId}#[0-3]$`),
      sparseSk: delivery.id,
    });

    await attempt(delivery, true);
    for (const query of queries) expect((await list(`?status=failing${query}`)).ids).toEqual([]);
    expect((await list('?status=succeeded')).ids).toEqual([delivery.id]);
    expect(await stored(delivery)).not.toHaveProperty('sparsePk');
  });

  it('is failed, and failing no more, after its last attempt', async () => {
    const delivery = await failedOnce();
    for (let n = 0; n < 3; n++) await attempt(delivery, false);
    expect((await list('?status=failing')).ids).toEqual([]);
    expect((await list(`?status=failed&endpointId=${delivery.endpointId}`)).ids).toEqual([delivery.id]);
  });

  it('stays failing when its next attempt is brought forward, and is held with its endpoint', async () => {
    const delivery = await failedOnce();
    const retry = await ask(`POST ${PATH}/${delivery.id}/retry`);
    expect(retry).toMatchObject({ status: 202, body: { status: 'failing', attemptCount: 1 } });
    const endpoint = `PATCH /platform/v1/webhook-endpoints/${delivery.endpointId}`;
    expect((await ask(endpoint, { enabled: false })).status).toBe(200);
    await attempt(delivery, false);
    expect((await list('?status=held')).ids).toEqual([delivery.id]);
    expect((await list('?status=failing')).ids).toEqual([]);
  });

  it('takes no write unit of those that succeed at once', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const delivery = await fixture.addDelivery({ endpointId });
    await attempt(delivery, true);
    expect(await stored(delivery)).not.toHaveProperty('sparsePk');
  });

  it('is counted in the health of its endpoint, apart from what waits for its first attempt', async () => {
    const delivery = await failedOnce();
    await fixture.addDelivery({ endpointId: delivery.endpointId });
    const { body } = await ask(`GET /platform/v1/webhook-endpoints/${delivery.endpointId}/health`);
    expect(body).toMatchObject({ waiting: 1, failing: 1, failed: 0, held: 0 });
  });
});

describe('the list of what is failing', () => {
  it('is paged over all endpoints, newest first, without a gap or a repetition', async () => {
    const [here, there] = [
      await fixture.addEndpoint({ url: receiver.url }),
      await fixture.addEndpoint({ url: receiver.url }),
    ];
    const made: string[] = [];
    for (let n = 0; n < 7; n++) made.push((await failedOnce(n % 2 ? here.id : there.id)).id);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`?status=failing&limit=3${cursor && `&cursor=${cursor}`}`);
      expect(page.ids.length).toBeLessThanOrEqual(5);
      seen.push(...page.ids);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made.toReversed());
  });

  it('costs no more for what is not failing', async () => {
    const delivery = await failedOnce();
    const cost = async () => {
      const trips = await roundTripsOf(() => list('?status=failing'));
      return trips.reduce((sum, { readUnits }) => sum + readUnits, 0);
    };
    const before = await cost();
    for (let n = 0; n < 60; n++) await fixture.addDelivery({ endpointId: delivery.endpointId });
    expect(await cost()).toBe(before);
    expect(before).toBeLessThanOrEqual(5);
  });

  it('shows nothing of another tenant, nor of the other mode', async () => {
    await failedOnce();
    const stranger = await addTenant(api.table);
    for (const key of [stranger.testKey, owner.liveKey])
      expect((await ask(`GET ${PATH}?status=failing`, undefined, key)).body).toEqual({
        deliveries: [],
        nextCursor: null,
      });
  });
});

describe('a delivery that 0.2.0 stored after a failure', () => {
  let delivery: WebhookDelivery;
  const older = async () => {
    delivery = await failedOnce();
    await api.table.update(webhookDeliveryKey(delivery, delivery.id), { remove: ['sparsePk', 'sparseSk'] });
  };

  it('is shown as failing, and listed so once it is migrated', async () => {
    await older();
    expect((await ask(`GET ${PATH}/${delivery.id}`)).body).toMatchObject({ status: 'failing' });
    expect((await list('?status=failing')).ids).toEqual([]);
    const migrated = () =>
      migrate({ client: createDynamoClient(), tableName: required('TABLE_NAME'), migrations });
    expect((await migrated()).changed).toMatchObject({ 'List the failing deliveries of an endpoint': 1 });
    expect((await list('?status=failing')).ids).toEqual([delivery.id]);
    expect((await migrated()).changed).toMatchObject({ 'List the failing deliveries of an endpoint': 0 });
  });

  it('ends by its next attempt, migrated or not', async () => {
    await older();
    await attempt(delivery, true);
    expect((await list('?status=succeeded')).ids).toEqual([delivery.id]);
  });
});
