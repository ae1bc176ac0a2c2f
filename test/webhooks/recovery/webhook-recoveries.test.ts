import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import { relay } from '../../../shared/relay/relay.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { eventRecord, eventToItem, orderEvent } from '../support/factories.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { createRecoveryFixture, type RecoveryFixture } from './recovery-fixture.ts';

let owner: AddedTenant;
let receiver: Receiver;
let fixture: RecoveryFixture;
useApi();
beforeEach(async () => {
  owner = await addTenant(api.table);
  const scope = { tenantId: owner.tenant.id, mode: 'test' } as const;
  // The endpoints under test have the machine's clock.
  fixture = createRecoveryFixture(api.table, { scope, start: new Date() });
  receiver = await startReceiver();
  return () => receiver.stop();
});

const PATH = '/platform/v1/webhook-recoveries';
const ENDPOINTS = '/platform/v1/webhook-endpoints';

interface Shown {
  id: string;
  [field: string]: unknown;
}

const ask = async (request: string, body?: unknown, key = owner.testKey) => {
  const answer = await api.ask(request, { key, ...(body !== undefined && { body }) });
  return { status: answer.status, body: answer.body as Shown };
};

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** The recovery that an answer tells of, worked to its end as the relay and the queue bring it there. */
async function carriedOut({ status, body }: { status: number; body: Shown }) {
  expect(status).toBe(202);
  await fixture.relayRecovery(body.id);
  await fixture.work();
  await fixture.drain();
  return ask(`GET ${PATH}/${body.id}`);
}

describe('what happened while an endpoint was disabled for two weeks', () => {
  test('is offered when it is enabled, and reaches its receiver in order, under its ids, as it was then', async () => {
    const { id } = await fixture.addEndpoint({ url: receiver.url });
    await ask(`PATCH ${ENDPOINTS}/${id}`, { enabled: false });
    const events = [];
    for (let day = 13; day >= 0; day--) {
      const at = minutesAgo(day * 1440 + 60);
      events.push({
        ...orderEvent(fixture.scope, { id: newId('event', new Date(at)), at }),
        sequence: 14 - day,
      });
    }
    await Promise.all(events.map((event) => api.table.put(eventToItem(event))));
    expect(await relay(fixture.services, events.map(eventRecord))).toEqual([]);
    const held = await ask(`GET /platform/v1/webhook-deliveries?endpointId=${id}&status=held`);
    expect(held.body.deliveries).toHaveLength(14);
    // It was disabled when the first of them happened.
    const key = { pk: `ENDPOINTS#${owner.tenant.id}#test`, sk: id };
    await api.table.update(key, { set: { disabledAt: events[0]?.at } });

    for (const request of [`POST ${PATH}`, `POST ${ENDPOINTS}/${id}/recover`]) {
      const body = { since: minutesAgo(1), ...(request.endsWith('recoveries') && { endpointId: id }) };
      expect(await ask(request, body)).toMatchObject({
        status: 409,
        body: { error: { code: 'webhook_endpoint_disabled' } },
      });
    }
    expect((await ask(`GET ${PATH}`)).body.recoveries).toEqual([]);
    expect(await ask(`POST ${PATH}`, { endpointId: id, dryRun: true })).toMatchObject({
      status: 202,
      body: { status: 'finished', dryRun: true, looked: 14, matched: 14, sent: 0, skipped: 0, progress: 1 },
    });

    const enabled = await ask(`PATCH ${ENDPOINTS}/${id}`, { enabled: true });
    const offer = {
      since: events[0]?.at,
      until: expect.any(String),
      statuses: ['failed', 'held'],
      count: 14,
    };
    expect(enabled).toMatchObject({ status: 200, body: { id, enabled: true, recovery: offer } });
    const { count: _count, ...asked } = enabled.body.recovery as object & { count: number };
    const done = await carriedOut(await ask(`POST ${PATH}`, { endpointId: id, ...asked }));
    expect(done.body).toMatchObject({ status: 'finished', looked: 14, matched: 14, sent: 14, skipped: 0 });
    expect(receiver.receipts.map(({ headers }) => headers['webhook-id'])).toEqual(
      events.map((one) => one.id),
    );
    const shown = (await ask(`GET /platform/v1/webhook-deliveries?endpointId=${id}`)).body
      .deliveries as Shown[];
    expect(shown.map(({ status, attemptCount }) => [status, attemptCount])).toEqual(
      Array(14).fill(['succeeded', 1]),
    );
  });

  test('is not offered when nothing happened, nor to an endpoint that was enabled all the time', async () => {
    const { id } = await fixture.addEndpoint({ url: receiver.url });
    const old = await fixture.addEndpoint({ url: receiver.url });
    await fixture.stand(7 * 1440, { endpointId: old.id });
    for (const endpointId of [id, old.id]) {
      await ask(`PATCH ${ENDPOINTS}/${endpointId}`, { enabled: false });
      const { body } = await ask(`PATCH ${ENDPOINTS}/${endpointId}`, { enabled: true });
      expect(body.recovery).toBeNull();
    }
    await fixture.stand(5, { endpointId: id });
    expect((await ask(`PATCH ${ENDPOINTS}/${id}`, { enabled: true })).body.recovery).toBeNull();
  });
});

describe('a recovery', () => {
  test('is shown with what it is about and how far it is', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    for (const minutes of [40, 30, 20, 10]) await fixture.stand(minutes, { endpointId, orderId: 'ord_1' });
    const body = {
      ...{ endpointId, orderId: 'ord_1', events: ['call.outcome_final'], statuses: ['failed'] },
      since: minutesAgo(60),
      until: '2999-01-01T00:00:00+02:00',
    };
    const started = await ask(`POST ${PATH}`, body);
    const startedAt = started.body.startedAt;
    expect(started).toEqual({
      status: 202,
      body: {
        ...body,
        id: expect.stringMatching(/^whr_/),
        until: startedAt,
        dryRun: false,
        status: 'running',
        cancelReason: null,
        ...{ looked: 0, matched: 0, sent: 0, skipped: 0, position: null, progress: 0 },
        startedAt: expect.any(String),
        finishedAt: null,
      },
    });
    expect((await ask(`GET ${PATH}/${started.body.id}`)).body).toEqual(started.body);
    await fixture.relayRecovery(started.body.id);
    const { recover } = await import('../../../shared/webhooks/recovery/recover.ts');
    const [message] = fixture.waiting.splice(0, 1);
    if (message) await recover(fixture.recovering, message);
    const { body: midway } = await ask(`GET ${PATH}/${started.body.id}`);
    expect(midway).toMatchObject({ status: 'running', looked: 3, matched: 3, sent: 3, finishedAt: null });
    // The third of four, 20 minutes ago, of the 40 since the first.
    expect(midway.progress).toBeCloseTo(0.5, 2);
    await fixture.work();
    expect((await ask(`GET ${PATH}/${started.body.id}`)).body).toEqual({
      ...started.body,
      status: 'finished',
      ...{ looked: 4, matched: 4, sent: 4, progress: 1 },
      position: expect.any(String),
      finishedAt: expect.any(String),
    });
  });

  test('of an endpoint since a time sends all that failed or was held from then on', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const [old, failed, held] = [
      await fixture.stand(30, { endpointId }),
      await fixture.stand(20, { endpointId }),
      await fixture.stand(10, { endpointId, status: 'held', attempts: 0, waits: [60] }),
    ];
    await fixture.stand(5, { endpointId, status: 'succeeded', attempts: 1 });
    const done = await carriedOut(
      await ask(`POST ${ENDPOINTS}/${endpointId}/recover`, { since: failed.createdAt }),
    );
    expect(done.body).toMatchObject({
      statuses: ['failed', 'held'],
      status: 'finished',
      matched: 2,
      sent: 2,
    });
    expect(receiver.receipts.map(({ headers }) => headers['webhook-id'])).toEqual([
      failed.eventId,
      held.eventId,
    ]);
    expect((await fixture.delivery(old.id)).status).toBe('failed');
  });

  test.each([
    ['endpointId', {}],
    ['since', { endpointId: 'whe_1', since: 'yesterday' }],
    ['since', { endpointId: 'whe_1', since: '2999-01-01T00:00:00Z' }],
    ['until', { endpointId: 'whe_1', until: '2026-02-30' }],
    ['until', { endpointId: 'whe_1', since: '2026-03-17T00:00:00Z', until: '2026-03-17T00:00:00Z' }],
    ['statuses.0', { endpointId: 'whe_1', statuses: ['pending'] }],
    ['statuses', { endpointId: 'whe_1', statuses: [] }],
    ['events.0', { endpointId: 'whe_1', events: ['order.teleported'] }],
    ['orderId', { endpointId: 'whe_1', orderId: 'x'.repeat(201) }],
    ['dryRun', { endpointId: 'whe_1', dryRun: 'yes' }],
    ['sinces', { endpointId: 'whe_1', sinces: '2026-03-17T00:00:00Z' }],
  ])('is refused, naming the mistake: %s', async (field, body) => {
    expect(await ask(`POST ${PATH}`, body)).toMatchObject({
      status: 400,
      body: { error: { details: { issues: [{ field }] } } },
    });
    expect((await ask(`GET ${PATH}`)).body.recoveries).toEqual([]);
  });

  test('is refused for an endpoint that is not there, of another tenant, or of the other mode', async () => {
    const { id } = await fixture.addEndpoint({ url: receiver.url });
    const stranger = await addTenant(api.table);
    for (const key of [stranger.testKey, owner.liveKey]) {
      expect((await ask(`POST ${PATH}`, { endpointId: id }, key)).status).toBe(404);
      expect((await ask(`POST ${ENDPOINTS}/${id}/recover`, { since: minutesAgo(5) }, key)).status).toBe(404);
    }
    expect((await ask(`POST ${PATH}`, { endpointId: 'whe_none', dryRun: true })).status).toBe(404);
  });

  test('does not exist for another tenant, nor for the other mode', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    const { body } = await ask(`POST ${PATH}`, { endpointId });
    const stranger = await addTenant(api.table);
    for (const key of [stranger.testKey, owner.liveKey]) {
      expect((await ask(`GET ${PATH}/${body.id}`, undefined, key)).status).toBe(404);
      expect((await ask(`POST ${PATH}/${body.id}/cancel`, undefined, key)).status).toBe(404);
      expect((await ask(`GET ${PATH}`, undefined, key)).body).toEqual({ recoveries: [], nextCursor: null });
    }
    for (const id of ['whr_none', 'exp_1']) expect((await ask(`GET ${PATH}/${id}`)).status).toBe(404);
  });

  test('under one Idempotency-Key is started once and answered the same', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    await fixture.stand(5, { endpointId });
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const start = () => api.ask(`POST ${PATH}`, { key: owner.testKey, headers, body: { endpointId } });
    const answers = await Promise.all([start(), start(), start()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await ask(`GET ${PATH}`)).body.recoveries).toHaveLength(1);
    const counting = { ...headers, 'idempotency-key': crypto.randomUUID() };
    const dry = { endpointId, dryRun: true };
    const count = () => api.ask(`POST ${PATH}`, { key: owner.testKey, headers: counting, body: dry });
    expect((await count()).body).toEqual((await count()).body);
    expect((await ask(`GET ${PATH}`)).body.recoveries).toHaveLength(2);
  });

  test('that only counts and takes long continues after the answer', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    for (let n = 0; n < 32; n++) await fixture.stand(60 - n, { endpointId });
    const recovery = await fixture.begin({ endpointId, dryRun: true });
    expect(recovery).toMatchObject({ status: 'running', looked: 30, matched: 30 });
    await fixture.work();
    expect((await ask(`GET ${PATH}/${recovery.id}`)).body).toMatchObject({
      ...{ status: 'finished', looked: 32, matched: 32, sent: 0 },
    });
    expect(fixture.queue.delays).toEqual([]);
  });

  test('is cancelled once, and no more when it has finished', async () => {
    const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
    await fixture.stand(5, { endpointId });
    const { body } = await ask(`POST ${PATH}`, { endpointId });
    const cancelled = await ask(`POST ${PATH}/${body.id}/cancel`);
    expect(cancelled).toEqual({
      status: 200,
      body: {
        ...body,
        status: 'cancelled',
        cancelReason: 'requested',
        finishedAt: expect.any(String),
      },
    });
    expect(await ask(`POST ${PATH}/${body.id}/cancel`)).toEqual(cancelled);
    const untouched = await carriedOut({ status: 202, body });
    expect(untouched.body).toEqual(cancelled.body);

    const finished = await carriedOut(await ask(`POST ${PATH}`, { endpointId }));
    expect(await ask(`POST ${PATH}/${finished.body.id}/cancel`)).toMatchObject({
      status: 409,
      body: { error: { code: 'webhook_recovery_finished' } },
    });
  });
});

test('recoveries are listed newest first, by pages', async () => {
  const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url });
  const made: string[] = [];
  for (let n = 0; n < 5; n++) made.push((await ask(`POST ${PATH}`, { endpointId })).body.id);
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await ask(`GET ${PATH}?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...(body.recoveries as Shown[]).map(({ id }) => id));
    if (body.nextCursor === null) break;
    cursor = String(body.nextCursor);
  }
  expect(seen.toSorted()).toEqual(made.toSorted());
  expect(seen).toEqual(seen.toSorted().reverse());
  expect((await ask(`GET ${PATH}?limit=0`)).status).toBe(400);
  expect((await ask(`GET ${PATH}?cursor=%25`)).status).toBe(400);
});
