import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { loadWebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { endpointKey, requireEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import { rotateSecret } from '../../shared/webhooks/endpoints/rotate-secret.ts';
import { cipher } from '../support/data/cipher.ts';
import { SECRET, START } from '../webhooks/support/fixture.ts';
import { makeAttempts } from '../webhooks/support/messages.ts';
import { engine, fixture, receiver, useFixture } from '../webhooks/support/setting.ts';

useFixture();

const BODY = '{"event":"call.outcome_final","name":"Ñandú 📦"}';

/** A delivery to an endpoint of the receiver, and the message that asks for its first attempt in the queue. */
async function pending(changes: { url?: string; enabled?: boolean } = {}): Promise<WebhookDelivery> {
  const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url, ...changes });
  const delivery = await fixture.addDelivery({
    endpointId,
    eventId: 'evt_1',
    orderId: 'ord_1',
    sequence: 3,
    body: BODY,
  });
  await fixture.ask(delivery);
  return delivery;
}

const delivery = async (id: string) =>
  (await loadWebhookDelivery(engine.table, fixture.scope, id))?.delivery as WebhookDelivery;

describe('a request to a receiver', () => {
  it('carries the stored text, signed the reference’s way and the standard way', async () => {
    await pending();
    await fixture.drain();
    const timestamp = String(START.getTime() / 1000);
    const legacy = createHmac('sha256', SECRET).update(BODY).digest('hex');
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
    const standard = createHmac('sha256', key).update(`evt_1.${timestamp}.${BODY}`).digest('base64');
    expect(receiver.receipts).toEqual([
      {
        method: 'POST',
        path: '/hook',
        body: BODY,
        headers: {
          host: new URL(receiver.url).host,
          connection: 'close',
          'accept-encoding': 'identity',
          'content-length': String(Buffer.byteLength(BODY)),
          'content-type': 'application/json',
          'user-agent': 'Recado/1.0 (webhooks)',
          'webhook-id': 'evt_1',
          'webhook-sequence': '3',
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${standard}`,
          'x-talkyria-signature': `sha256=${legacy}`,
        },
      },
    ]);
  });

  it('is signed with both secrets while a rotation overlaps, and with the new one afterwards', async () => {
    const { endpointId } = await pending();
    const given = { secret: 'whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3', overlapSeconds: 60 };
    await rotateSecret({ table: engine.table, cipher }, fixture.scope, endpointId, given, START, () => []);
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    await fixture.drain();
    vi.useFakeTimers({ toFake: ['Date'] });
    const accepts = receiver.receipts.map(({ headers, body }) => {
      vi.setSystemTime(Number(headers['webhook-timestamp']) * 1000);
      const verifies = (secret: string) => {
        try {
          new Webhook(secret).verify(body, headers as Record<string, string>);
          return true;
        } catch {
          return false;
        }
      };
      return [verifies(SECRET), verifies(given.secret)];
    });
    vi.useRealTimers();
    expect(accepts).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [false, true],
    ]);
    const legacy = createHmac('sha256', given.secret).update(BODY).digest('hex');
    for (const { headers } of receiver.receipts)
      expect(headers['x-talkyria-signature']).toBe(`sha256=${legacy}`);
  });

  it('is signed once with a secret that was made the current one again', async () => {
    const { endpointId } = await pending();
    const services = { table: engine.table, cipher };
    const given = { secret: SECRET, overlapSeconds: 60 };
    await rotateSecret(services, fixture.scope, endpointId, given, START, () => []);
    await fixture.drain();
    const [receipt] = receiver.receipts;
    expect(receipt?.headers['webhook-signature']).toMatch(/^v1,\S+$/);
  });

  it('is not made with a secret that cannot be opened: the fault is ours, and the message comes again', async () => {
    const { id, endpointId } = await pending();
    const stolen = await fixture.addEndpoint({ url: 'http://127.0.0.1:1/' });
    const { secrets } = await requireEndpoint(engine.table, fixture.scope, stolen.id);
    await engine.table.update(endpointKey(fixture.scope, endpointId), { set: { secrets } });
    const written: string[] = [];
    const log = createLogger({}, { write: (line) => written.push(line) });
    const body = JSON.stringify(nextAttemptMessage(await delivery(id), START));
    const again = await makeAttempts({ ...fixture.services, log }, [{ messageId: 'm1', body }]);
    expect(again).toEqual(['m1']);
    expect(receiver.receipts).toEqual([]);
    expect(await delivery(id)).toMatchObject({ status: 'pending', attempts: 0 });
    expect(written.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', messageId: 'm1', error: { name: 'SealedTextInvalid' } },
    ]);
  });
});
