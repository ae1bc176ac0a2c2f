import { describe, expect, test } from 'vitest';
import { addTenant } from '../../support/data/tenant.ts';
import { scaledCount } from '../../support/time/patience.ts';
import { api, fixture, owner, receiver, useApi } from '../support/api-setting.ts';
import { ask, failing, list, PATH } from '../support/deliveries-api.ts';
import { relayDeliveryEvents } from '../support/outbox.ts';

useApi();

/** A delivery to the receiver, whose first attempt waits in the queue. */
async function sent() {
  const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
  const delivery = await fixture.addDelivery({ endpointId, orderId: 'ord_1', sequence: 3 });
  await fixture.ask(delivery);
  return delivery;
}

describe('a delivery', () => {
  test('is shown with its text and every attempt', async () => {
    const delivery = await sent();
    receiver.answer = (response, receipt) =>
      receiver.receipts.length === 1 ? failing(response, receipt) : response.end('ok');
    await fixture.drain();
    const { status, body } = await ask(`GET ${PATH}/${delivery.id}`);
    const { attempts, ...shown } = body as { attempts: { startedAt: string }[] };
    const [first, second] = attempts;
    expect(status).toBe(200);
    expect(shown).toEqual({
      id: delivery.id,
      endpointId: delivery.endpointId,
      event: 'call.outcome_final',
      eventId: delivery.eventId,
      orderId: 'ord_1',
      sequence: 3,
      status: 'succeeded',
      attemptCount: 2,
      nextAttemptAt: null,
      lastAttemptAt: second?.startedAt,
      createdAt: delivery.createdAt,
      payload: '{"a":1}',
    });
    const told = {
      startedAt: expect.any(String),
      durationMs: expect.any(Number),
      requestHeaders: expect.objectContaining({ 'webhook-id': delivery.eventId }),
      responseHeaders: {},
    };
    expect(attempts).toEqual([
      {
        ...told,
        number: 1,
        status: 500,
        failureClass: 'http_status',
        body: 'broken',
        nextAttemptAt: second?.startedAt,
      },
      { ...told, number: 2, status: 200, failureClass: null, body: 'ok', nextAttemptAt: null },
    ]);
    expect(Date.parse(second?.startedAt ?? '') - Date.parse(first?.startedAt ?? '')).toBe(60_000);
  });

  test('does not exist for another tenant, nor for the other mode', async () => {
    const { id } = await fixture.addDelivery();
    const stranger = await addTenant(api.table);
    for (const key of [stranger.testKey, owner.liveKey]) {
      expect((await ask(`GET ${PATH}/${id}`, undefined, key)).status).toBe(404);
      expect((await ask(`POST ${PATH}/${id}/retry`, undefined, key)).status).toBe(404);
    }
  });
});

describe('a retry', () => {
  test.each([
    ['failed', 4],
    ['succeeded', 1],
  ])('of a delivery that has %s sends the same event again, once', async (status, before) => {
    const delivery = await sent();
    if (status === 'failed') receiver.answer = failing;
    await fixture.drain();
    expect((await fixture.onlyDelivery()).delivery.status).toBe(status);
    receiver.answer = failing;
    expect(await ask(`POST ${PATH}/${delivery.id}/retry`)).toMatchObject({
      status: 202,
      body: { id: delivery.id, status: 'pending', attemptCount: before, nextAttemptAt: expect.any(String) },
    });
    expect(await relayDeliveryEvents(api.table, fixture, delivery.id)).toEqual(['webhook.retried']);
    await fixture.drain();
    const found = await fixture.onlyDelivery();
    expect(found.delivery).toMatchObject({ status: 'failed', attempts: before + 1 });
    expect(found.attempts.at(-1)).toMatchObject({ number: before + 1, status: 500, nextAttemptAt: null });
    expect(receiver.receipts.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array(before + 1).fill(delivery.eventId),
    );
  });

  test('brings a waiting attempt forward', async () => {
    const { endpointId } = await sent();
    await fixture.queue.drain(async () => {});
    const due = new Date(Date.now() + 1_500_000).toISOString();
    const [delivery] = (await list(`?endpointId=${endpointId}`)).deliveries;
    const id = String(delivery?.id);
    const key = { pk: `DELIVERY#${owner.tenant.id}#test#${id}`, sk: 'DELIVERY' };
    await api.table.update(key, { set: { attempts: 3, waits: [], nextAttemptAt: due } });
    const answer = await ask(`POST ${PATH}/${id}/retry`);
    expect(answer.status).toBe(202);
    await relayDeliveryEvents(api.table, fixture, id);
    await fixture.drain();
    expect((await fixture.onlyDelivery()).delivery).toMatchObject({ status: 'succeeded', attempts: 4 });
    expect(receiver.receipts).toHaveLength(1);
  });

  test('of a delivery that is held waits for its endpoint to be enabled', async () => {
    const { id, endpointId } = await sent();
    const endpoint = `PATCH /platform/v1/webhook-endpoints/${endpointId}`;
    expect((await ask(endpoint, { enabled: false })).status).toBe(200);
    await fixture.drain();
    expect((await list('?status=held')).deliveries).toMatchObject([
      { id, status: 'held', attemptCount: 0, nextAttemptAt: null, lastAttemptAt: null },
    ]);
    const refused = await ask(`POST ${PATH}/${id}/retry`);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { error: { code: 'webhook_endpoint_disabled' } },
    ]);
    expect(await relayDeliveryEvents(api.table, fixture, id)).toEqual([]);

    expect((await ask(endpoint, { enabled: true })).status).toBe(200);
    const accepted = await ask(`POST ${PATH}/${id}/retry`);
    expect([accepted.status, accepted.body]).toMatchObject([202, { status: 'pending', attemptCount: 0 }]);
    await relayDeliveryEvents(api.table, fixture, id);
    await fixture.drain();
    expect((await list()).deliveries).toMatchObject([{ id, status: 'succeeded', attemptCount: 1 }]);
    expect((await list('?status=held')).ids).toEqual([]);
  });

  test('is refused while an attempt is under way', async () => {
    const { id } = await fixture.addDelivery();
    const key = { pk: `DELIVERY#${owner.tenant.id}#test#${id}`, sk: 'DELIVERY' };
    await api.table.update(key, {
      set: { claimId: 'x', claimUntil: new Date(Date.now() + 30_000).toISOString() },
    });
    const { status, body } = await ask(`POST ${PATH}/${id}/retry`);
    expect([status, body]).toMatchObject([409, { error: { code: 'webhook_attempt_under_way' } }]);
  });

  test('asked for many times at once is made once', async () => {
    const delivery = await sent();
    await fixture.drain();
    const times = Array.from({ length: scaledCount(20) });
    const answers = await Promise.all(times.map(() => ask(`POST ${PATH}/${delivery.id}/retry`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...times.slice(1).fill(409)]);
    await relayDeliveryEvents(api.table, fixture, delivery.id);
    await fixture.drain();
    expect(receiver.receipts).toHaveLength(2);
  });

  test('under one Idempotency-Key is made once and answered the same', async () => {
    const delivery = await sent();
    await fixture.drain();
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const retry = () => api.ask(`POST ${PATH}/${delivery.id}/retry`, { key: owner.testKey, headers });
    const [first, second] = [await retry(), await retry()];
    expect(second).toMatchObject({ status: 202, body: first.body });
    expect(await relayDeliveryEvents(api.table, fixture, delivery.id)).toEqual(['webhook.retried']);
  });
});
