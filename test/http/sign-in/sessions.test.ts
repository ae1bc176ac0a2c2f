import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../functions/meta/declarations.ts';
import { declare, roleFor, takesAdmins, takesSessions } from '../../../shared/http/declaration.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { hashSecret, IDLE_SECONDS, newSecret, sessionKey } from '../../../shared/members/session.ts';
import { roles } from '../../../shared/tenants/access/role.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import { browserOf, CONSOLE_ORIGIN, signIn, signInAdmin } from '../../support/api/member.ts';
import { send } from '../../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { findThings } from '../support/declarations.ts';

let api: TestApi;
let owned: AddedTenant;
let other: AddedTenant;

beforeAll(async () => {
  Object.assign(process.env, { PUBLIC_URL: CONSOLE_ORIGIN, EXPORTS_BUCKET: 'exports' });
  api = await startApi();
  [owned, other] = await Promise.all([
    addTenant(api.table, { timeZone: 'America/Lima' }),
    addTenant(api.table),
  ]);
  return () => api.stop();
});

const { query: _, ...thing } = findThings;
const things = declare({ ...thing, method: 'POST', audience: 'key', role: 'operator' });

/** Endpoints whose clock says this. */
const at = (now: Date) => ({ table: api.table, clock: () => now });
const now = new Date('2026-11-22T15:00:20.500Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

const tellPrincipal = (time: Date, isWrite = false) =>
  endpoint(
    isWrite ? things : findThings,
    async ({ principal }) => ({ status: 200, body: principal }),
    at(time),
  );

describe('a session', () => {
  test('gives the handler its member in the mode that the request names, and is counted', async () => {
    const { member, headers, cookies } = await signIn(api.table, owned.tenant, 'viewer', {
      mode: 'test',
      now,
    });
    const answer = await send(tellPrincipal(now), { path: '/platform/v1/things', headers, cookies });
    expect(answer).toEqual({
      status: 200,
      headers: expect.objectContaining({ 'ratelimit-limit': '600', 'ratelimit-remaining': '599' }),
      body: {
        kind: 'session',
        tenantId: owned.tenant.id,
        mode: 'test',
        sessionId: expect.stringMatching(/^ses_/),
        memberId: member.id,
        name: 'The viewer',
        role: 'viewer',
        country: 'CO',
        currency: 'COP',
        timeZone: 'America/Lima',
      },
    });
  });

  test('is live unless the request says otherwise, and has no third mode', async () => {
    const { headers, cookies } = await signIn(api.table, owned.tenant, 'viewer', { now });
    const asked = { path: '/platform/v1/things', cookies };
    expect((await send(tellPrincipal(now), { ...asked, headers })).body).toMatchObject({ mode: 'live' });
    const odd = await send(tellPrincipal(now), { ...asked, headers: { ...headers, 'recado-mode': 'both' } });
    expect([odd.status, odd.body]).toEqual([
      400,
      {
        error: {
          code: 'invalid_request',
          message: 'Recado-Mode must be one of: live, test',
          details: { issues: [expect.objectContaining({ field: 'Recado-Mode' })] },
        },
      },
    ]);
  });

  test('yields to a key in the same request', async () => {
    const { headers, cookies } = await signIn(api.table, owned.tenant, 'owner', { now });
    const asked = { path: '/platform/v1/things', headers, cookies, key: other.testKey };
    expect((await send(tellPrincipal(now), asked)).body).toMatchObject({
      kind: 'key',
      tenantId: other.tenant.id,
    });
  });

  test('may make 600 requests a minute', async () => {
    const { token, headers, cookies } = await signIn(api.table, owned.tenant, 'viewer', { now });
    const minute = Math.floor(now.getTime() / 60_000);
    await api.table.update(sessionKey(hashSecret(token)), {
      set: { rate_session_at: minute, [`rate_session_${minute % 7}`]: 599 },
    });
    const ask = () => send(tellPrincipal(now), { path: '/platform/v1/things', headers, cookies });
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '40']);
  });

  test('lasts twelve hours from its last use, and is extended at most every five minutes', async () => {
    const { token, headers, cookies } = await signIn(api.table, owned.tenant, 'viewer', { now });
    const ask = (time: Date) => send(tellPrincipal(time), { path: '/platform/v1/things', headers, cookies });
    const ends = async () => (await api.table.get(sessionKey(hashSecret(token))))?.expiresAt;
    const started = await ends();
    expect(await ask(later(290))).not.toHaveProperty('cookies');
    expect(await ends()).toBe(started);
    const prolonged = await ask(later(301));
    expect(prolonged.cookies).toEqual([
      `recado-session=${token}; Path=/; Max-Age=${IDLE_SECONDS}; HttpOnly; SameSite=Strict`,
    ]);
    expect(await ends()).toBe(Number(started) + 301);
    expect((await ask(later(IDLE_SECONDS + 300))).status).toBe(200);
    const ended = await ask(later(2 * IDLE_SECONDS + 301));
    expect([ended.status, ended.body]).toEqual([
      401,
      { error: { code: 'session_ended', message: 'The session has ended: sign in again' } },
    ]);
  });

  test('ends after 30 days, however much it is used', async () => {
    const { token, headers, cookies } = await signIn(api.table, owned.tenant, 'viewer', { now });
    const end = now.getTime() / 1000 + 30 * 24 * 3600;
    await api.table.update(sessionKey(hashSecret(token)), { set: { expiresAt: Math.floor(end) - 3600 } });
    const ask = (time: Date) => send(tellPrincipal(time), { path: '/platform/v1/things', headers, cookies });
    expect((await ask(later(30 * 24 * 3600 - 4000))).cookies?.[0]).toContain('Max-Age=4000;');
    expect((await ask(later(30 * 24 * 3600))).status).toBe(401);
  });

  test.each([
    ['a token of nobody', () => [`recado-session=${newSecret()}`], 'session_ended'],
    ['another text', () => ['recado-session=x'], 'unauthenticated'],
    ['another cookie', () => [`session=${newSecret()}`], 'unauthenticated'],
    ['no cookie', () => [], 'unauthenticated'],
  ])('is proved by its token alone: %s is refused', async (_, cookies, code) => {
    const refused = await send(tellPrincipal(now), { path: '/platform/v1/things', cookies: cookies() });
    expect([refused.status, refused.body]).toMatchObject([401, { error: { code } }]);
  });
});

describe('a write of a session', () => {
  const write = async (headers: Record<string, string>) => {
    const { cookies } = await signIn(api.table, owned.tenant, 'operator', { now });
    const { status, body } = await send(tellPrincipal(now, true), {
      method: 'POST',
      path: '/platform/v1/things',
      headers,
      cookies,
    });
    return [status, status === 200 ? 'let in' : body];
  };
  const foreign = {
    error: { code: 'foreign_origin', message: 'The request does not come from the console itself' },
  };

  test.each([
    ['of the console itself', { origin: 'http://api.test' }, [200, 'let in']],
    [
      'of the host by another of its names',
      { origin: 'http://localhost:3000', host: 'localhost:3000' },
      [200, 'let in'],
    ],
    ['of another site', { origin: 'https://evil.example' }, [403, foreign]],
    ['of another port', { origin: 'http://api.test:81' }, [403, foreign]],
    ['of another scheme', { origin: 'https://api.test' }, [403, foreign]],
    ['of a sandbox', { origin: 'null' }, [403, foreign]],
    ['without an origin', {}, [403, foreign]],
  ])('%s', async (_, headers, expected) => {
    expect(await write(headers)).toEqual(expected);
  });
});

/** A path of the endpoint that concerns the caller's own tenant and the caller. */
const pathOf = ({ path }: { path: string }): string =>
  path
    .replace('/members/{id}', '/members/me')
    .replace('{id}', owned.tenant.id)
    .replace(/\{\w+\}/g, 'x');

describe('a role', () => {
  test('that is too low is refused, naming the required one', async () => {
    const { headers, cookies } = await signIn(api.table, owned.tenant, 'viewer', { now });
    const asked = { method: 'POST', path: '/platform/v1/things', headers, cookies };
    const refused = await send(tellPrincipal(now, true), asked);
    expect([refused.status, refused.body]).toEqual([
      403,
      {
        error: {
          code: 'role_needed',
          message: 'This needs the role operator',
          details: { role: 'operator' },
        },
      },
    ]);
  });

  const open = routes.filter(takesSessions);

  test.each(open.map((route) => [route.name, route] as const))('is asked for by %s', async (_, route) => {
    const needed = takesSessions(route) && route.audience !== 'admin' ? roles.indexOf(roleFor(route)) : 9;
    const path = pathOf(route);
    for (const [index, role] of roles.entries()) {
      const { headers, cookies } = await signIn(api.table, owned.tenant, role, { mode: 'test' });
      const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {};
      const answer = await api.ask(`${route.method} ${path}`, { headers, cookies, ...(body && { body }) });
      const refusedByRole = answer.status === 403 && !JSON.stringify(answer.body).includes('may not do that');
      if (route.audience === 'admin') expect([role, answer.status]).toEqual([role, 403]);
      else expect([role, refusedByRole]).toEqual([role, index < needed]);
      expect([role, answer.status]).not.toEqual([role, 401]);
    }
  });

  test.each(open.map((route) => [route.name, route] as const))(
    'is not what admins have: %s takes them where it takes the admin key',
    async (_, route) => {
      const { headers, cookies } = await signInAdmin(api.table);
      const path = pathOf(route);
      const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {};
      const { status } = await api.ask(`${route.method} ${path}`, {
        headers,
        cookies,
        ...(body && { body }),
      });
      expect(status === 403).toBe(!takesAdmins(route));
    },
  );

  test('opens nothing of another tenant', async () => {
    const { headers, cookies } = await signIn(api.table, owned.tenant, 'owner');
    for (const request of [
      `GET /platform/v1/tenants/${other.tenant.id}`,
      `GET /platform/v1/tenants/${other.tenant.id}/api-keys`,
      `DELETE /platform/v1/tenants/${other.tenant.id}/api-keys/key_x`,
    ])
      expect([request, (await api.ask(request, { headers, cookies })).status]).toEqual([request, 404]);
    const create = `POST /platform/v1/tenants/${other.tenant.id}/api-keys`;
    expect((await api.ask(create, { headers, cookies, body: { mode: 'live' } })).status).toBe(404);
  });

  test('lets owners make keys of their tenant, which are shown once', async () => {
    const { headers, cookies } = await signIn(api.table, owned.tenant, 'owner');
    const made = await api.ask(`POST /platform/v1/tenants/${owned.tenant.id}/api-keys`, {
      headers,
      cookies,
      body: { mode: 'test', label: 'from the console' },
    });
    expect([made.status, made.body]).toMatchObject([201, { key: expect.stringMatching(/^tk_test_/) }]);
    const { key } = made.body as { key: string };
    expect((await api.ask('GET /platform/v1/users', { key })).status).toBe(200);
  });
});

describe('GET /console/session', () => {
  const ask = (sent: { cookies?: string[] } = {}) => api.ask('GET /console/session', sent);

  test('answers who is signed in, and for which tenant', async () => {
    const { member, cookies } = await signIn(api.table, owned.tenant, 'operator');
    const { id, name, email, role, language } = member;
    const { tenant } = owned;
    expect(await ask({ cookies })).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      body: {
        signedIn: true,
        admin: false,
        member: { id, name, email, role, language },
        tenant: {
          id: tenant.id,
          name: tenant.name,
          country: 'CO',
          currency: 'COP',
          timeZone: 'America/Lima',
          language: tenant.language,
        },
      },
    });
  });

  test('answers for an admin', async () => {
    const { cookies } = await signInAdmin(api.table);
    expect((await ask({ cookies })).body).toEqual({ signedIn: true, admin: true });
  });

  test('refuses an admin whose key was replaced, as every endpoint does', async () => {
    const { token, headers, cookies } = await signInAdmin(api.table, { adminKey: 'the key before' });
    expect((await ask({ cookies })).body).toEqual({ signedIn: false });
    for (const request of ['GET /platform/v1/tenants', 'GET /platform/v1/sessions']) {
      const answer = await api.ask(request, { headers, cookies });
      expect([request, answer.status, answer.body]).toMatchObject([
        request,
        401,
        { error: { code: 'session_ended' } },
      ]);
    }
    const kept = await api.table.get(sessionKey(hashSecret(token)));
    // Neither the key nor what could be guessed to be it is stored.
    expect(JSON.stringify(kept)).not.toContain('the key before');
    expect(kept?.adminProof).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['no cookie', () => ({})],
    ['a session that there is not', () => browserOf(newSecret())],
    ['something else', () => ({ cookies: ['recado-session='] })],
  ])('is not an error without a session: %s', async (_, sent) => {
    const { status, body } = await ask(sent());
    expect([status, body]).toEqual([200, { signedIn: false }]);
  });

  test('refuses a session whose member was removed', async () => {
    const { member, cookies } = await signIn(api.table, owned.tenant, 'viewer');
    await api.table.delete({ pk: `MEMBERS#${owned.tenant.id}`, sk: member.id });
    expect((await ask({ cookies })).body).toEqual({ signedIn: false });
  });
});
