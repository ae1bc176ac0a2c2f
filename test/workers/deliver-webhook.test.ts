import { describe, expect, it } from 'vitest';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import { post } from '../../shared/adapters/outbound/post.ts';
import { makeAttempt } from '../../shared/webhooks/attempts/make-attempt.ts';
import { nextAttemptMessage } from '../../shared/webhooks/deliveries/attempt-message.ts';
import { deleteEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import { START } from '../webhooks/support/fixture.ts';
import { pending } from '../webhooks/support/pending.ts';
import { startReceiver } from '../webhooks/support/receiver.ts';
import { engine, fixture, receiver, useFixture } from '../webhooks/support/setting.ts';

useFixture();

describe('a webhook attempt', () => {
  it('that succeeds is stored and ends the delivery', async () => {
    const delivery = await pending();
    receiver.answer = (response) => response.end('thanks');
    await fixture.drain();
    const found = await fixture.onlyDelivery();
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
    expect(found.item).not.toHaveProperty('claimUntil');
  });

  it('is logged with the ids of its webhook delivery, endpoint, event and order', async () => {
    const delivery = await pending();
    const lines: string[] = [];
    const log = createLogger({}, { write: (line) => lines.push(line), level: 'info' });
    await makeAttempt({ ...fixture.services, log }, nextAttemptMessage(delivery, START));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'info',
        message: 'A webhook attempt was made',
        at: expect.any(String),
        ...fixture.scope,
        webhookDeliveryId: delivery.id,
        endpointId: delivery.endpointId,
        attempt: 1,
        eventId: 'evt_1',
        orderId: 'ord_1',
        outcome: 'succeeded',
        status: 200,
        durationMs: expect.any(Number),
      },
    ]);
  });

  it('that keeps failing comes after 1, 5 and 30 minutes under the same id, and then the delivery has failed', async () => {
    await pending();
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end('oops');
    };
    await fixture.drain();
    const found = await fixture.onlyDelivery();
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
    await fixture.drain();
    expect(fixture.queue.delays).toEqual([0, 60, 300, 900, 900]);
    expect(receiver.receipts).toHaveLength(4);
  });

  it('succeeds on a later attempt', async () => {
    await pending();
    receiver.answer = (response) => {
      response.statusCode = receiver.receipts.length < 3 ? 503 : 200;
      response.end();
    };
    await fixture.drain();
    const found = await fixture.onlyDelivery();
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
    await fixture.drain();
    const { attempts, delivery } = await fixture.onlyDelivery();
    expect(delivery.status).toBe('failed');
    expect(attempts.map(({ failureClass: one, status, body }) => [one, status, body])).toEqual(
      Array(4).fill([failureClass, null, null]),
    );
  });

  it('that is redirected has failed, and the redirect is not followed', async () => {
    const elsewhere = await startReceiver();
    await pending();
    receiver.answer = (response) => {
      response.writeHead(308, { location: elsewhere.url });
      response.end();
    };
    await fixture.drain();
    await elsewhere.stop();
    const { attempts } = await fixture.onlyDelivery();
    expect(attempts.map(({ failureClass, status }) => [failureClass, status])).toEqual(
      Array(4).fill(['redirect', 308]),
    );
    expect(elsewhere.receipts).toEqual([]);
  });

  it('has 15 seconds for the whole exchange', async () => {
    const deadlines: number[] = [];
    const services = {
      ...fixture.services,
      post: (request: Parameters<typeof post>[0]) => {
        deadlines.push(request.deadlineMs);
        return post({ ...request, deadlineMs: 100 });
      },
    };
    receiver.answer = () => {};
    const delivery = await pending();
    await makeAttempt(services, nextAttemptMessage(delivery, START));
    expect(deadlines).toEqual([15_000]);
    const { attempts } = await fixture.onlyDelivery();
    expect(attempts).toMatchObject([{ number: 1, failureClass: 'timeout', status: null }]);
  });

  it('is recorded as endpoint_deleted without a request when the endpoint is gone by then', async () => {
    const { endpointId } = await pending();
    await deleteEndpoint(engine.table, fixture.scope, endpointId);
    await fixture.drain();
    const found = await fixture.onlyDelivery();
    expect(found.delivery).toMatchObject({ status: 'failed', attempts: 1 });
    expect(found.attempts).toMatchObject([
      { number: 1, failureClass: 'endpoint_deleted', status: null, body: null, durationMs: 0 },
    ]);
    expect(receiver.receipts).toEqual([]);
  });
});
