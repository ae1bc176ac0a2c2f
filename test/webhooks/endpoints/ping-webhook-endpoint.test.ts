import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { api, fixture, receiver, useApi } from '../support/api-setting.ts';
import { ask, failing, list, type Shown } from '../support/deliveries-api.ts';
import { SECRET } from '../support/fixture.ts';
import { relayDeliveryEvents } from '../support/outbox.ts';

useApi();

describe('a ping', () => {
  const ping = (id: string) => ask(`POST /platform/v1/webhook-endpoints/${id}/ping`);

  test('arrives signed like any event, and shows among the deliveries', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const { status, body } = await ping(endpointId);
    const { id, eventId, createdAt } = body as { id: string; eventId: string; createdAt: string };
    expect([status, body]).toMatchObject([
      202,
      { endpointId, event: 'ping', status: 'pending', orderId: null },
    ]);
    expect(await relayDeliveryEvents(api.table, fixture, id)).toEqual(['webhook.pinged']);
    await fixture.drain();
    const [receipt] = receiver.receipts;
    const text = receipt?.body ?? '';
    expect(JSON.parse(text)).toEqual({
      event: 'ping',
      timestamp: `${createdAt.slice(0, 19)}Z`,
      webhookEndpoint: { id: endpointId },
    });
    const headers = receipt?.headers as Record<string, string>;
    expect(headers['webhook-id']).toBe(eventId);
    expect(new Webhook(SECRET).verify(text, headers)).toEqual(JSON.parse(text));
    const legacy = createHmac('sha256', SECRET).update(text).digest('hex');
    expect(headers['x-talkyria-signature']).toBe(`sha256=${legacy}`);
    expect((await list('?event=ping&status=succeeded')).ids).toEqual([id]);
  });

  test('that fails is not tried again', async () => {
    receiver.answer = failing;
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const { id } = (await ping(endpointId)).body as Shown;
    await relayDeliveryEvents(api.table, fixture, id);
    await fixture.drain();
    expect((await fixture.onlyDelivery()).delivery).toMatchObject({ status: 'failed', attempts: 1 });
    expect(receiver.receipts).toHaveLength(1);
  });

  test('is refused for a disabled endpoint', async () => {
    const { id } = await fixture.addEndpoint({ url: receiver.url, enabled: false });
    const { status, body } = await ping(id);
    expect([status, body]).toMatchObject([409, { error: { code: 'webhook_endpoint_disabled' } }]);
    expect((await list()).ids).toEqual([]);
  });
});
