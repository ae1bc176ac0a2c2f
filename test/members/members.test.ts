import { beforeAll, describe, expect, test } from 'vitest';
import { emailKey, membersPartition } from '../../shared/members/member.ts';
import { hashSecret } from '../../shared/members/session.ts';
import { ADMIN_KEY } from '../support/api/api.ts';
import { addTenant } from '../support/data/tenant.ts';
import { type Console, openConsole, tokenIn } from './console.ts';

let console: Console;

beforeAll(async () => {
  console = await openConsole();
  await console.add('owner');
  return () => console.api.stop();
});

const ask: Console['api']['ask'] = (request, sent) => console.api.ask(request, sent);

describe('an invitation', () => {
  test('by the admin makes the first owner of a tenant, with a one-time link for 72 hours', async () => {
    const { tenant } = await addTenant(console.api.table);
    const before = Date.now();
    const answer = await ask('POST /platform/v1/members', {
      key: ADMIN_KEY,
      body: {
        tenantId: tenant.id,
        name: 'Ana  Gómez',
        email: ' Ana@Example.com ',
        role: 'owner',
        language: 'es',
      },
    });
    const { invitation, ...member } = answer.body as Record<string, unknown> & {
      invitation: { url: string; expiresAt: string };
    };
    expect([answer.status, member]).toEqual([
      201,
      {
        id: expect.stringMatching(/^mem_/),
        name: 'Ana  Gómez',
        email: 'Ana@Example.com',
        role: 'owner',
        language: 'es',
        status: 'invited',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    ]);
    expect(invitation.url).toMatch(/^http:\/\/api\.test\/console#invitation=[\w-]{43}$/);
    const hours = (Date.parse(invitation.expiresAt) - before) / 3600_000;
    expect(hours).toBeGreaterThanOrEqual(72);
    expect(hours).toBeLessThan(72.1);
    const stored = JSON.stringify([
      (await console.api.table.query({ pk: membersPartition(tenant.id) })).items,
      await console.api.table.get({ pk: `LINK#${hashSecret(tokenIn(answer))}`, sk: 'LINK' }),
    ]);
    expect(stored).toContain(hashSecret(tokenIn(answer)));
    expect(stored).not.toContain(tokenIn(answer));
  });

  test('shows its link once: a repeat under the same Idempotency-Key says so', async () => {
    const { browser } = await console.add('owner');
    const sent = {
      ...browser,
      headers: { ...browser.headers, 'idempotency-key': 'invite-1' },
      body: { name: 'Ana', email: 'once@example.com', role: 'viewer' },
    };
    expect((await ask('POST /platform/v1/members', sent)).status).toBe(201);
    const again = await ask('POST /platform/v1/members', sent);
    expect([again.status, again.body]).toMatchObject([409, { error: { code: 'idempotency_answer_secret' } }]);
  });

  test('is made by the admin, who names the tenant, or by an owner for the own tenant', async () => {
    const body = { name: 'Ana', email: 'whose@example.com', role: 'viewer' };
    const admin = { key: ADMIN_KEY };
    const refusals = async (sent: object) => {
      const answer = await ask('POST /platform/v1/members', { body, ...sent });
      return [answer.status, (answer.body as { error: { code: string } }).error.code];
    };
    expect(await refusals(admin)).toEqual([400, 'invalid_request']);
    expect(await refusals({ ...admin, body: { ...body, tenantId: 'tnt_unknown' } })).toEqual([
      404,
      'not_found',
    ]);
    expect(await refusals({ key: console.owned.liveKey })).toEqual([403, 'forbidden']);
    const { browser } = await console.add('owner');
    const { tenant } = await addTenant(console.api.table);
    expect(await refusals({ ...browser, body: { ...body, tenantId: tenant.id } })).toEqual([
      403,
      'forbidden',
    ]);
    for (const role of ['viewer', 'operator'] as const)
      expect(await refusals((await console.add(role)).browser)).toEqual([403, 'role_needed']);
  });

  test('needs an e-mail that no member of any tenant has, in any case, also when requested twice at once', async () => {
    const { tenant } = await addTenant(console.api.table);
    const invite = (email: string) =>
      ask('POST /platform/v1/members', {
        key: ADMIN_KEY,
        body: { tenantId: tenant.id, name: 'Ana', email, role: 'viewer' },
      });
    await console.invite({ email: 'taken@example.com' });
    const refused = await invite('TAKEN@example.com');
    expect([refused.status, refused.body]).toEqual([
      409,
      {
        error: {
          code: 'email_taken',
          message: 'A member has that e-mail already: email',
          details: { field: 'email' },
        },
      },
    ]);
    const both = await Promise.all([invite('twice@example.com'), invite('twice@example.com')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test.each([
    ['email', { email: 'nobody' }],
    ['email', { email: undefined }],
    ['name', { name: ' ' }],
    ['role', { role: 'admin' }],
    ['language', { language: 'fr' }],
    ['surname', { surname: 'x' }],
  ])('of something wrong names the field: %s', async (field, wrong) => {
    const body = {
      tenantId: console.owned.tenant.id,
      name: 'Ana',
      email: 'a@b.example',
      role: 'viewer',
      ...wrong,
    };
    const { status, body: refused } = await ask('POST /platform/v1/members', { key: ADMIN_KEY, body });
    expect([status, refused]).toMatchObject([400, { error: { details: { issues: [{ field }] } } }]);
  });

  test('can be repeated, which ends the earlier link', async () => {
    const { id, token } = await console.invite();
    const { browser } = await console.add('owner');
    const again = await ask(`POST /platform/v1/members/${id}/invitations`, { ...browser, body: {} });
    expect([again.status, again.body]).toMatchObject([201, { id, status: 'invited' }]);
    const redeem = (with_: string) =>
      ask('POST /platform/v1/invitations/redeem', { body: { token: with_, password: 'a dozen letters' } });
    expect((await redeem(token)).status).toBe(410);
    expect((await redeem(tokenIn(again))).status).toBe(201);
  });
});

describe('members', () => {
  test('are listed to every role, without what is secret', async () => {
    const { browser, id } = await console.add('viewer');
    const answer = await ask('GET /platform/v1/members', browser);
    const { members } = answer.body as { members: Record<string, unknown>[] };
    expect(members.find((one) => one.id === id)).toEqual({
      id,
      name: 'Ana Gómez',
      email: expect.any(String),
      role: 'viewer',
      language: null,
      status: 'active',
      invitation: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect(members.map((one) => one.id)).toEqual(members.map((one) => one.id).toSorted());
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|scrypt|token/);
  });

  test('of another tenant cannot be seen, changed or removed', async () => {
    const { browser } = await console.add('owner');
    const { tenant } = await addTenant(console.api.table);
    const { body } = await ask('POST /platform/v1/members', {
      key: ADMIN_KEY,
      body: { tenantId: tenant.id, name: 'Other', email: 'other@example.com', role: 'owner' },
    });
    const { id } = body as { id: string };
    const changes = { ...browser, body: { role: 'viewer' } };
    expect((await ask(`PATCH /platform/v1/members/${id}`, changes)).status).toBe(404);
    expect((await ask(`DELETE /platform/v1/members/${id}`, browser)).status).toBe(404);
    expect((await ask(`POST /platform/v1/members/${id}/invitations`, { ...browser, body: {} })).status).toBe(
      404,
    );
    expect((await ask(`GET /platform/v1/members?tenantId=${tenant.id}`, browser)).status).toBe(403);
  });

  test('get another role immediately, also in open sessions', async () => {
    const { id, browser } = await console.add('owner');
    const owner = await console.add('owner');
    const invite = () =>
      ask('POST /platform/v1/members', {
        ...browser,
        body: { name: 'x', email: `${id}@b.example`, role: 'viewer' },
      });
    const changed = await ask(`PATCH /platform/v1/members/${id}`, {
      ...owner.browser,
      body: { role: 'viewer' },
    });
    expect([changed.status, changed.body]).toMatchObject([200, { id, role: 'viewer' }]);
    expect((await invite()).status).toBe(403);
    expect((await ask('GET /console/session', browser)).body).toMatchObject({ member: { role: 'viewer' } });
  });

  test('change their own name and language, and nothing else unless they are owners', async () => {
    const { id, browser } = await console.add('viewer');
    const mine = await ask('PATCH /platform/v1/members/me', {
      ...browser,
      body: { name: 'Bea', language: 'pt' },
    });
    expect([mine.status, mine.body]).toMatchObject([
      200,
      { id, name: 'Bea', language: 'pt', role: 'viewer' },
    ]);
    expect((await ask('GET /console/session', browser)).body).toMatchObject({
      member: { name: 'Bea', language: 'pt' },
    });
    const grab = await ask('PATCH /platform/v1/members/me', { ...browser, body: { role: 'owner' } });
    expect([grab.status, grab.body]).toMatchObject([403, { error: { code: 'role_needed' } }]);
    const { id: another } = await console.invite();
    expect(
      (await ask(`PATCH /platform/v1/members/${another}`, { ...browser, body: { name: 'x' } })).status,
    ).toBe(403);
  });

  test('who are removed are signed out at once, and the e-mail is free again', async () => {
    const { id, email, browser, password } = await console.add('operator');
    const owner = await console.add('owner');
    expect((await ask(`DELETE /platform/v1/members/${id}`, owner.browser)).status).toBe(204);
    expect((await ask('GET /platform/v1/users', browser)).status).toBe(401);
    expect((await ask('GET /console/session', browser)).body).toEqual({ signedIn: false });
    expect((await console.signIn({ email, password })).status).toBe(401);
    expect(await console.api.table.get(emailKey(email))).toBeUndefined();
    expect((await console.invite({ email })).answer.status).toBe(201);
    expect((await ask(`DELETE /platform/v1/members/${id}`, owner.browser)).status).toBe(404);
  });

  test('are 100 at most', async () => {
    const { tenant } = await addTenant(console.api.table);
    await console.api.table.put({ pk: membersPartition(tenant.id), sk: 'COUNT', members: 99, owners: 1 });
    const invite = (email: string) =>
      ask('POST /platform/v1/members', {
        key: ADMIN_KEY,
        body: { tenantId: tenant.id, name: 'Ana', email, role: 'viewer' },
      });
    const both = await Promise.all([invite('99@example.com'), invite('100@example.com')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('the last owner', () => {
  async function twoOwners() {
    const { tenant } = await addTenant(console.api.table);
    const ids = [];
    for (const n of [1, 2]) {
      const email = `owner-${n}-of-${tenant.id}@example.com`;
      const body = { tenantId: tenant.id, name: 'Ana', email, role: 'owner' };
      const made = await ask('POST /platform/v1/members', { key: ADMIN_KEY, body });
      ids.push((made.body as { id: string }).id);
    }
    const demote = (id = '') =>
      ask(`PATCH /platform/v1/members/${id}?tenantId=${tenant.id}`, {
        key: ADMIN_KEY,
        body: { role: 'viewer' },
      });
    const remove = (id = '') =>
      ask(`DELETE /platform/v1/members/${id}?tenantId=${tenant.id}`, { key: ADMIN_KEY });
    return { tenant, ids, demote, remove };
  }

  const lastOwner = {
    error: { code: 'last_owner', message: 'A tenant needs an owner: make another member one first' },
  };

  test('cannot be removed or demoted', async () => {
    const { ids, demote, remove } = await twoOwners();
    expect((await demote(ids[0])).status).toBe(200);
    for (const attempt of [demote, remove]) {
      const { status, body } = await attempt(ids[1]);
      expect([status, body]).toEqual([409, lastOwner]);
    }
    expect((await remove(ids[0])).status).toBe(204);
  });

  test.each(['demote', 'remove'] as const)('is left when two owners %s each other at once', async (how) => {
    const { tenant, ids, ...actions } = await twoOwners();
    const done = await Promise.all(ids.map((id) => actions[how](id)));
    expect(done.filter(({ status }) => status === 409).map(({ body }) => body)).toEqual([lastOwner]);
    const { body } = await ask(`GET /platform/v1/members?tenantId=${tenant.id}`, { key: ADMIN_KEY });
    const owners = (body as { members: { role: string }[] }).members.filter(({ role }) => role === 'owner');
    expect(owners).toHaveLength(1);
  });
});
