import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { post } from '../../shared/outbound/post.ts';
import { deliver } from '../../shared/webhooks/deliver.ts';
import { deliverBatch } from '../../shared/webhooks/deliver-batch.ts';
import { newDelivery, type WebhookDelivery } from '../../shared/webhooks/delivery.ts';
import { claimAttempt, createDelivery } from '../../shared/webhooks/delivery-store.ts';
import { deleteEndpoint, updateEndpoint } from '../../shared/webhooks/endpoint-store.ts';
import { type AttemptMessage, nextAttemptMessage, queued } from '../../shared/webhooks/message.ts';
import { rotateSecret } from '../../shared/webhooks/rotate-secret.ts';
import { startTable, type TestTable } from '../support/table.ts';
import { AT } from '../webhooks/support/factories.ts';
import { type Receiver, startReceiver } from '../webhooks/support/receiver.ts';
import { createWorld, SECRET, START, type World } from '../webhooks/support/world.ts';

let engine: TestTable;
let receiver: Receiver;
let world: World;
beforeAll(async () => {
  engine = await startTable();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = createWorld(engine.table);
  receiver = await startReceiver();
  return () => receiver.stop();
});

const BODY = '{"event":"call.outcome_final","name":"Ñandú 📦"}';

/** A delivery to an endpoint of the receiver, and the message that asks for its first attempt in the queue. */
async function pending(changes: { url?: string; enabled?: boolean } = {}): Promise<WebhookDelivery> {
  const { id: endpointId } = await world.addEndpoint({ url: receiver.url, ...changes });
  const event = { endpointId, eventId: 'evt_1', event: 'call.outcome_final', orderId: 'ord_1' } as const;
  const delivery = newDelivery({ ...world.scope, ...event, body: BODY, at: AT });
  await createDelivery(engine.table, delivery);
  await ask(delivery);
  return delivery;
}

const ask = (delivery: WebhookDelivery) =>
  world.queue.send('webhooks', [queued(nextAttemptMessage(delivery, START), START, 1)]);

describe('a webhook attempt', () => {
  it('posts the stored text, signed the reference’s way and the standard way', async () => {
    await pending();
    await world.drain();
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
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${standard}`,
          'x-talkyria-signature': `sha256=${legacy}`,
        },
      },
    ]);
  });

  it('that succeeds is stored and ends the delivery', async () => {
    const delivery = await pending();
    receiver.answer = (response) => response.end('thanks');
    await world.drain();
    const found = await world.onlyDelivery();
    expect(found.delivery).toEqual({
      ...delivery,
      status: 'succeeded',
      attempts: 1,
      waits: [],
      nextAttemptAt: undefined,
      lastAttemptAt: START.toISOString(),
    });
    expect(found.attempts).toEqual([
      {
        number: 1,
        startedAt: START.toISOString(),
        durationMs: expect.any(Number),
        status: 200,
        failureClass: null,
        body: 'thanks',
        nextAttemptAt: null,
      },
    ]);
    expect(found.item).not.toHaveProperty('claimId');
  });

  it('that keeps failing comes after 1, 5 and 30 minutes under the same id, and then the delivery has failed', async () => {
    await pending();
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end('oops');
    };
    await world.drain();
    const found = await world.onlyDelivery();
    const failed = { durationMs: expect.any(Number), status: 500, failureClass: 'http_status', body: 'oops' };
    const [first = '', second = '', third = '', fourth = ''] = found.attempts.map(
      ({ startedAt }) => startedAt,
    );
    expect(found.attempts).toEqual([
      { number: 1, startedAt: first, ...failed, nextAttemptAt: second },
      { number: 2, startedAt: second, ...failed, nextAttemptAt: third },
      { number: 3, startedAt: third, ...failed, nextAttemptAt: fourth },
      { number: 4, startedAt: fourth, ...failed, nextAttemptAt: null },
    ]);
    expect([first, second, third, fourth]).toEqual([
      '2026-03-17T21:00:01.000Z',
      '2026-03-17T21:01:01.000Z',
      '2026-03-17T21:06:01.000Z',
      '2026-03-17T21:36:01.000Z',
    ]);
    expect(found.delivery).toMatchObject({ status: 'failed', attempts: 4, waits: [] });
    expect(receiver.receipts.map(({ headers }) => headers['webhook-id'])).toEqual(Array(4).fill('evt_1'));
    const timestamps = receiver.receipts.map(({ headers }) => Number(headers['webhook-timestamp']) * 1000);
    expect(timestamps.map((time) => new Date(time).toISOString())).toEqual([first, second, third, fourth]);
  });

  it('waits half an hour without ever asking the queue for more than 15 minutes', async () => {
    await pending();
    receiver.answer = (response) => response.destroy();
    await world.drain();
    expect(world.queue.delays).toEqual([0, 60, 300, 900, 900]);
    expect(receiver.receipts).toHaveLength(4);
  });

  it('succeeds on a later try', async () => {
    await pending();
    receiver.answer = (response) => {
      response.statusCode = receiver.receipts.length < 3 ? 503 : 200;
      response.end();
    };
    await world.drain();
    const found = await world.onlyDelivery();
    expect(found.delivery).toMatchObject({ status: 'succeeded', attempts: 3, waits: [] });
    expect(found.attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(receiver.receipts).toHaveLength(3);
  });

  it.each([
    ['refused', 'http://127.0.0.1:1/'],
    ['dns', 'http://no-such-shop.invalid/'],
    ['invalid_url', 'http://user:password@127.0.0.1/'],
  ])('that ends as %s is recorded with that class and nothing else', async (failureClass, url) => {
    await pending({ url });
    await world.drain();
    const { attempts, delivery } = await world.onlyDelivery();
    expect(delivery.status).toBe('failed');
    expect(attempts.map(({ failureClass: one, status, body }) => [one, status, body])).toEqual(
      Array(4).fill([failureClass, null, null]),
    );
  });

  it('that is redirected has failed, and nobody follows', async () => {
    const elsewhere = await startReceiver();
    await pending();
    receiver.answer = (response) => {
      response.writeHead(308, { location: elsewhere.url });
      response.end();
    };
    await world.drain();
    await elsewhere.stop();
    const { attempts } = await world.onlyDelivery();
    expect(attempts.map(({ failureClass, status }) => [failureClass, status])).toEqual(
      Array(4).fill(['redirect', 308]),
    );
    expect(elsewhere.receipts).toEqual([]);
  });

  it('has 15 seconds for the whole exchange', async () => {
    const deadlines: number[] = [];
    const services = {
      ...world.services,
      post: (request: Parameters<typeof post>[0]) => {
        deadlines.push(request.deadlineMs);
        return post({ ...request, deadlineMs: 100 });
      },
    };
    receiver.answer = () => {};
    const delivery = await pending();
    await deliver(services, nextAttemptMessage(delivery, START));
    expect(deadlines).toEqual([15_000]);
    const { attempts } = await world.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, failureClass: 'timeout', status: null }]);
  });

  it.each([
    ['endpoint_deleted', (id: string) => deleteEndpoint(engine.table, world.scope, id)],
    [
      'endpoint_disabled',
      (id: string) => updateEndpoint(engine.table, world.scope, id, { enabled: false }, START),
    ],
  ])(
    'is recorded as %s without a request when the endpoint is gone by then',
    async (failureClass, change) => {
      const delivery = await pending();
      await change(delivery.endpointId);
      await world.drain();
      const found = await world.onlyDelivery();
      expect(found.delivery).toMatchObject({ status: 'failed', attempts: 1 });
      expect(found.attempts).toMatchObject([
        { number: 1, failureClass, status: null, body: null, durationMs: 0 },
      ]);
      expect(receiver.receipts).toEqual([]);
    },
  );

  it('is signed with both secrets while a rotation overlaps, and with the new one afterwards', async () => {
    const { endpointId } = await pending();
    const given = { secret: 'whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3', overlapSeconds: 60 };
    await rotateSecret(engine.table, world.scope, endpointId, given, START, () => []);
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    await world.drain();
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
});

describe('a message that comes again', () => {
  it('makes no second request when all copies come at the same time', async () => {
    const delivery = await pending();
    const message = nextAttemptMessage(delivery, START);
    await Promise.all(Array.from({ length: 20 }, () => deliver(world.services, message)));
    await world.drain();
    expect(receiver.receipts).toHaveLength(1);
    const { attempts } = await world.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, status: 200 }]);
  });

  it('makes no second request after the attempt was stored', async () => {
    const delivery = await pending();
    await world.drain();
    await ask(delivery);
    await world.drain();
    expect(receiver.receipts).toHaveLength(1);
  });

  it('asks for the next attempt, which a run may have died before', async () => {
    const delivery = await pending();
    receiver.answer = (response) => {
      response.statusCode = receiver.receipts.length === 1 ? 500 : 200;
      response.end();
    };
    const lost = { ...world.services, queues: { send: async () => {} } };
    await deliver(lost, nextAttemptMessage(delivery, START));
    await deliver(world.services, nextAttemptMessage(delivery, START));
    await world.drain();
    const { attempts } = await world.onlyDelivery();
    expect(attempts.map(({ number, status }) => [number, status])).toEqual([
      [1, 500],
      [2, 200],
    ]);
    expect(receiver.receipts).toHaveLength(2);
  });

  it('looks again after the end of somebody else’s claim, and makes the attempt if nobody did', async () => {
    const delivery = await pending();
    const message = nextAttemptMessage(delivery, START);
    const until = new Date(START.getTime() + 60_000);
    await claimAttempt(engine.table, message, { id: 'dead', until: until.toISOString() }, START);
    await world.drain();
    expect(world.queue.delays).toEqual([0, 61]);
    const { attempts } = await world.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, status: 200, startedAt: '2026-03-17T21:01:02.000Z' }]);
  });

  it('too early hops, and makes no attempt', async () => {
    const delivery = await pending();
    await world.drain();
    receiver.receipts.length = 0;
    const now = world.queue.now();
    const notBefore = new Date(now.getTime() + 1_800_000).toISOString();
    const message: AttemptMessage = { ...nextAttemptMessage(delivery, now), attempt: 2, notBefore };
    world.queue.delays.length = 0;
    await deliver(world.services, message);
    expect(world.queue.delays).toEqual([900]);
    expect(receiver.receipts).toEqual([]);
  });

  it('asks for nothing of a delivery that does not exist', async () => {
    const message = { ...world.scope, deliveryId: 'whd_none', endpointId: 'whe_none', attempt: 1 } as const;
    await deliver(world.services, message);
    expect(world.queue.delays).toEqual([]);
  });
});

describe('a batch', () => {
  it('reports only messages that failed on our side', async () => {
    const delivery = await pending({ url: 'http://127.0.0.1:1/' });
    const good = JSON.stringify(nextAttemptMessage(delivery, START));
    const again = await deliverBatch(world.services, [
      { messageId: 'good', body: good },
      { messageId: 'no-json', body: '{' },
      { messageId: 'no-message', body: '{"deliveryId":1}' },
      { messageId: 'no-time', body: JSON.stringify({ ...JSON.parse(good), notBefore: 'soon' }) },
    ]);
    expect(again).toEqual(['no-json', 'no-message', 'no-time']);
    const { attempts } = await world.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, failureClass: 'refused' }]);
  });

  it('makes its attempts at the same time', async () => {
    let waiting: (() => void)[] = [];
    receiver.answer = (response) => {
      waiting.push(() => response.end());
      if (waiting.length < 10) return;
      for (const answer of waiting) answer();
      waiting = [];
    };
    const { id: endpointId } = await world.addEndpoint({ url: receiver.url });
    const records = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const eventId = `evt_${index}`;
        const draft = {
          ...world.scope,
          endpointId,
          eventId,
          event: 'call.outcome_final',
          body: BODY,
          at: AT,
        } as const;
        const delivery = await createDelivery(engine.table, newDelivery(draft));
        return { messageId: eventId, body: JSON.stringify(nextAttemptMessage(delivery, START)) };
      }),
    );
    expect(await deliverBatch(world.services, records)).toEqual([]);
    expect(receiver.receipts).toHaveLength(10);
  });
});
