import { describe, expect, test } from 'vitest';
import { createEndpoint } from '../../../shared/webhooks/endpoints/create-endpoint.ts';
import { api } from '../../support/api/api-setting.ts';
import { cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { ask, create, given, messageOf, owner, PATH, useEndpointsApi } from '../support/endpoints-api.ts';

useEndpointsApi();

describe('a webhook endpoint', () => {
  test('is made with a secret that is shown this once', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^whe_/),
      url: 'https://mitienda.com/hooks',
      events: ['call.outcome_final'],
      enabled: true,
      disabledReason: null,
      disabledAt: null,
      failingSince: null,
      retrySchedule: 'standard',
      strictOrder: false,
      maxConcurrency: null,
      rateLimit: null,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      createdAt: expect.any(String),
      updatedAt: body.createdAt,
    });
    const { secret, ...shown } = body;
    expect(await ask(`GET ${PATH}/${body.id}`)).toMatchObject({ status: 200, body: shown });
    const list = await ask(`GET ${PATH}`);
    expect(list.body).toEqual({ endpoints: [shown] });
    expect(JSON.stringify(list.body)).not.toContain(secret);
  });

  test('takes the merchant’s own secret, and each event once', async () => {
    const events = ['call.outcome_final', 'call.outcome_final'];
    const { body } = await create({ ...given, events, secret: 'my-own-secret-of-24-chars', enabled: false });
    expect(body).toMatchObject({
      secret: 'my-own-secret-of-24-chars',
      events: ['call.outcome_final'],
      enabled: false,
    });
  });

  test('is made once under one Idempotency-Key, and its secret is not repeated', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    expect((await create(given, headers)).status).toBe(201);
    const again = await create(given, headers);
    expect([again.status, again.body.error]).toMatchObject([409, { code: 'idempotency_answer_secret' }]);
    expect((await ask(`GET ${PATH}`)).body).toMatchObject({ endpoints: [{ url: given.url }] });
  });

  test.each([
    ['no url', { events: given.events }, 'url is missing'],
    ['no events', { url: given.url }, 'events is missing'],
    ['an empty list of events', { ...given, events: [] }, 'events must have at least 1 entry'],
    [
      'an unknown event',
      { ...given, events: ['order.teleported'] },
      'events.0 must be one of: call.outcome_final',
    ],
    ['a ping', { ...given, events: ['ping'] }, 'events.0 must be one of: call.outcome_final'],
    ['an unknown field', { ...given, uri: 'x' }, 'uri is not known here'],
    ['an unknown schedule', { ...given, retrySchedule: 'x' }, 'retrySchedule must be one of: standard, long'],
    ['a short secret', { ...given, secret: 'short' }, 'secret must be whsec_ followed by'],
    ['no URL', { ...given, url: 'mitienda.com' }, 'url must be an http or https URL'],
    ['plain http', { ...given, url: 'http://mitienda.com' }, 'url must be an https URL'],
    ['a password in the URL', { ...given, url: 'https://a:b@mitienda.com' }, 'url must not hold a user name'],
    [
      'a port of another service',
      { ...given, url: 'https://mitienda.com:25/' },
      'url must have no port, or one',
    ],
    ['a private address', { ...given, url: 'https://10.0.0.1/' }, 'url must be on the public internet'],
    ['a disguised address', { ...given, url: 'https://0x7f.1/' }, 'url must be on the public internet'],
    ['this machine', { ...given, url: 'https://localhost./' }, 'url must be on the public internet'],
  ])('with %s is refused by name, and not stored', async (_what, body, message) => {
    const answer = await create(body);
    expect([answer.status, messageOf(answer.body)]).toEqual([400, expect.stringContaining(message)]);
    expect((await ask(`GET ${PATH}`)).body).toEqual({ endpoints: [] });
  });

  test('is changed where it is asked for, and nowhere else', async () => {
    const { secret: _secret, ...made } = (await create()).body;
    const changed = await ask(`PATCH ${PATH}/${made.id}`, { enabled: false });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        ...made,
        enabled: false,
        disabledReason: 'requested',
        disabledAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    });
    const moved = await ask(`PATCH ${PATH}/${made.id}`, { url: 'https://other.com/' });
    expect(moved.body).toMatchObject({ url: 'https://other.com/', enabled: false });
    const refused = await ask(`PATCH ${PATH}/${made.id}`, { url: 'https://127.0.0.1/' });
    expect([refused.status, messageOf(refused.body)]).toEqual([400, 'url must be on the public internet']);
    const { recovery, ...standing } = moved.body as Record<string, unknown>;
    expect([recovery, (await ask(`GET ${PATH}/${made.id}`)).body]).toEqual([null, standing]);
  });

  test('that is enabled again has forgotten why it was disabled', async () => {
    const { secret: _secret, ...made } = (await create({ ...given, enabled: false })).body;
    expect(made).toMatchObject({ disabledReason: 'requested', disabledAt: made.createdAt });
    const { body: still } = await ask(`PATCH ${PATH}/${made.id}`, { enabled: false });
    expect(still).toMatchObject({ disabledReason: 'requested', disabledAt: made.createdAt });
    const enabled = await ask(`PATCH ${PATH}/${made.id}`, { enabled: true, retrySchedule: 'long' });
    const updatedAt = expect.any(String);
    const health = { disabledReason: null, disabledAt: null, failingSince: null };
    const changed = { enabled: true, retrySchedule: 'long', updatedAt, recovery: null };
    expect(enabled.body).toEqual({ ...made, ...health, ...changed });
  });

  test('is changed by all that change it at once', async () => {
    const { id } = (await create()).body;
    const changes = [{ enabled: false }, { url: 'https://other.com/' }, { retrySchedule: 'long' }];
    const answers = await Promise.all(changes.map((change) => ask(`PATCH ${PATH}/${id}`, change)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ask(`GET ${PATH}/${id}`)).body).toMatchObject(Object.assign({}, ...changes));
  });

  test('asks for order and limits, and takes them back', async () => {
    const asked = { strictOrder: true, maxConcurrency: 5, rateLimit: 50 };
    const { body: made } = await create({ ...given, ...asked });
    expect(made).toMatchObject(asked);
    const changed = await ask(`PATCH ${PATH}/${made.id}`, { maxConcurrency: null });
    expect(changed.body).toMatchObject({ ...asked, maxConcurrency: null });
    const none = { strictOrder: false, maxConcurrency: null, rateLimit: null };
    await ask(`PATCH ${PATH}/${made.id}`, { strictOrder: false, rateLimit: null });
    expect((await ask(`GET ${PATH}/${made.id}`)).body).toMatchObject(none);
  });

  test.each([
    [{ strictOrder: 'yes' }, 'strictOrder must be'],
    [{ maxConcurrency: 0 }, 'maxConcurrency must be'],
    [{ maxConcurrency: 101 }, 'maxConcurrency must be'],
    [{ rateLimit: 1.5 }, 'rateLimit must be'],
    [{ rateLimit: 1001 }, 'rateLimit must be'],
  ])('does not take %j', async (asked, message) => {
    const { body: made } = await create();
    for (const answer of [await create({ ...given, ...asked }), await ask(`PATCH ${PATH}/${made.id}`, asked)])
      expect([answer.status, messageOf(answer.body)]).toEqual([400, expect.stringContaining(message)]);
    expect((await ask(`GET ${PATH}`)).body).toMatchObject({
      endpoints: [{ strictOrder: false, maxConcurrency: null, rateLimit: null }],
    });
  });

  test('is removed', async () => {
    const { id } = (await create()).body;
    expect(await ask(`DELETE ${PATH}/${id}`)).toMatchObject({ status: 204, body: undefined });
    expect((await ask(`GET ${PATH}/${id}`)).status).toBe(404);
    expect((await ask(`DELETE ${PATH}/${id}`)).status).toBe(404);
  });

  test('is refused beside a hundred others', async () => {
    const scope = { tenantId: owner.tenant.id, mode: 'live' } as const;
    const { url } = given;
    const one = { url, events: ['call.outcome_final'], enabled: true } as const;
    for (let count = 0; count < 100; count++)
      await createEndpoint({ table: api.table, cipher }, scope, one, new Date(), () => []);
    const answer = await create();
    expect([answer.status, answer.body.error]).toMatchObject([
      409,
      { code: 'too_many_webhook_endpoints', details: { limit: 100 } },
    ]);
    expect((await create(given, {}, owner.testKey)).status).toBe(201);
  });

  test('does not exist for another tenant, nor for the other mode', async () => {
    const { id } = (await create()).body;
    const stranger = await addTenant(api.table);
    for (const key of [stranger.liveKey, owner.testKey]) {
      const answers = [
        await ask(`GET ${PATH}/${id}`, undefined, key),
        await ask(`PATCH ${PATH}/${id}`, { enabled: false }, key),
        await ask(`DELETE ${PATH}/${id}`, undefined, key),
        await ask(`POST ${PATH}/${id}/rotate-secret`, {}, key),
        await ask(`POST ${PATH}/${id}/revoke-previous-secrets`, undefined, key),
        await ask(`POST ${PATH}/${id}/ping`, undefined, key),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
      expect((await ask(`GET ${PATH}`, undefined, key)).body).toEqual({ endpoints: [] });
    }
    expect((await ask(`GET ${PATH}/${id}`)).body).toMatchObject({ enabled: true });
  });
});
