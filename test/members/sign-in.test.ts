import { beforeAll, describe, expect, test } from 'vitest';
import { makeLink } from '../../shared/members/link.ts';
import { emailKey } from '../../shared/members/member.ts';
import { hashPassword, isPassword } from '../../shared/members/password.ts';
import { byAddress, byEmail, countPasswordAttempt } from '../../shared/members/wrong-passwords.ts';
import { ADMIN_KEY } from '../support/api/api.ts';
import { CONSOLE_ORIGIN } from '../support/api/member.ts';
import { browserFrom, type Console, newAddress, openConsole, PASSWORD } from './console.ts';

let console: Console;

beforeAll(async () => {
  console = await openConsole();
  return () => console.api.stop();
});

const ask: Console['api']['ask'] = (request, sent) => console.api.ask(request, sent);
const redeem = (token: string, password = PASSWORD, headers = {}) =>
  ask('POST /platform/v1/invitations/redeem', { body: { token, password }, headers, sourceIp: newAddress() });

describe('redeeming an invitation', () => {
  test('sets the password, as scrypt leaves it, and signs in', async () => {
    const { id, email, token } = await console.invite({ role: 'operator', language: 'es' });
    const { status, body, cookies } = await redeem(token);
    expect([status, body, cookies]).toEqual([
      201,
      {
        signedIn: true,
        admin: false,
        member: { id, name: 'Ana Gómez', email, role: 'operator', language: 'es' },
        tenant: expect.objectContaining({ id: console.owned.tenant.id, country: 'CO', currency: 'COP' }),
      },
      [
        expect.stringMatching(
          /^recado-session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
        ),
      ],
    ]);
    expect(await console.api.table.get(emailKey(email))).toMatchObject({
      password: expect.stringMatching(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/),
    });
    expect(
      (
        await ask(
          'GET /platform/v1/users',
          browserFrom({ status, headers: {}, body, cookies: cookies ?? [] }),
        )
      ).status,
    ).toBe(200);
  });

  test('works once: of two concurrent ones one wins', async () => {
    const { token, email } = await console.invite();
    const both = await Promise.all([
      redeem(token, 'the first of the two'),
      redeem(token, 'the other of the two'),
    ]);
    const [won] = both.filter(({ status }) => status === 201);
    const [lost] = both.filter(({ status }) => status !== 201);
    expect(lost).toMatchObject({ status: 410, body: { error: { code: 'link_invalid' } } });
    expect(lost).not.toHaveProperty('cookies');
    const password = both[0] === won ? 'the first of the two' : 'the other of the two';
    expect((await console.signIn({ email, password })).status).toBe(201);
    expect((await redeem(token)).status).toBe(410);
  });

  test('with a short or common password is refused, and the link stays valid', async () => {
    const { token, email } = await console.invite();
    const short = await redeem(token, 'elevenchars');
    expect([short.status, short.body]).toMatchObject([
      400,
      { error: { message: 'password must have at least 12 characters' } },
    ]);
    for (const password of ['Password1234', 'aaaaaaaaaaaaaa', 'abcdefghijklmn', email.toUpperCase()]) {
      const { status, body } = await redeem(token, password);
      const message = 'password must not be one that everybody tries first';
      expect([password, status, body]).toMatchObject([password, 400, { error: { message } }]);
    }
    expect((await redeem(token)).status).toBe(201);
  });

  test('needs the right link', async () => {
    for (const token of ['x', 'A'.repeat(43)]) {
      const { status, body } = await redeem(token);
      expect([status, body]).toEqual([
        410,
        {
          error: {
            code: 'link_invalid',
            message: 'The link was used already, or is too old: ask for a new one',
          },
        },
      ]);
    }
    const { token } = await console.invite();
    expect((await console.signIn({ token })).status).toBe(410);
    expect((await redeem(token, PASSWORD, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await redeem(token, PASSWORD, { origin: CONSOLE_ORIGIN })).status).toBe(201);
  });

  test('again, after a password was forgotten, ends earlier sessions', async () => {
    const { id, email, browser } = await console.add('viewer');
    const again = await ask(
      `POST /platform/v1/members/${id}/invitations?tenantId=${console.owned.tenant.id}`,
      {
        key: ADMIN_KEY,
        body: {},
      },
    );
    const { invitation } = again.body as { invitation: { url: string } };
    expect((await ask('GET /platform/v1/users', browser)).status).toBe(200);
    expect((await console.signIn({ email, password: PASSWORD })).status).toBe(201);
    expect((await redeem(invitation.url.split('=')[1] ?? '', 'an entirely new one')).status).toBe(201);
    expect((await ask('GET /platform/v1/users', browser)).status).toBe(401);
    expect((await console.signIn({ email, password: PASSWORD })).status).toBe(401);
    expect((await console.signIn({ email, password: 'an entirely new one' })).status).toBe(201);
  });
});

describe('signing in', () => {
  test('with e-mail and password begins a session', async () => {
    const { id, email } = await console.add('owner');
    const signed = await console.signIn({ email: ` ${email.toUpperCase()}`, password: PASSWORD });
    expect([signed.status, signed.body]).toMatchObject([
      201,
      { signedIn: true, admin: false, member: { id } },
    ]);
    expect((await ask('GET /console/session', browserFrom(signed))).body).toEqual(signed.body);
  });

  test('answers the same to a wrong password, an unknown e-mail and one that was only invited', async () => {
    const { email } = await console.add('viewer');
    const { email: invited } = await console.invite();
    const wrong = { error: { code: 'wrong_credentials', message: 'The e-mail or the password is wrong' } };
    const answers = await Promise.all(
      [email, 'nobody@example.com', invited].map((one) =>
        console.signIn({ email: one, password: 'not the password' }),
      ),
    );
    const [first] = answers;
    for (const answer of answers) {
      expect([answer.status, answer.body]).toEqual([401, wrong]);
      expect(answer).toEqual(first);
    }
  });

  test.each([
    [{}, ['email', 'password']],
    [{ email: 'a@b.example' }, ['password']],
    [{ password: 'x' }, ['email']],
    [{ token: 'x', adminKey: 'y' }, ['']],
    [{ email: 'a@b.example', password: 'x', token: 'x' }, ['']],
  ])('needs one complete set of credentials: %j', async (body, fields) => {
    const { status, body: refused } = await console.signIn(body);
    const { issues } = (refused as { error: { details: { issues: { field: string }[] } } }).error.details;
    expect([status, issues.map(({ field }) => field)]).toEqual([400, fields]);
  });

  test('from another site is refused', async () => {
    const { email } = await console.add('viewer');
    const answer = await ask('POST /platform/v1/sessions', {
      body: { email, password: PASSWORD },
      headers: { origin: 'https://evil.example' },
    });
    expect([answer.status, answer.body]).toMatchObject([403, { error: { code: 'foreign_origin' } }]);
  });

  test('with the admin key sees what admins see, and no tenant’s orders', async () => {
    const signed = await console.signIn({ adminKey: ADMIN_KEY });
    expect([signed.status, signed.body]).toEqual([201, { signedIn: true, admin: true }]);
    const browser = browserFrom(signed);
    expect((await ask(`GET /platform/v1/tenants/${console.owned.tenant.id}`, browser)).status).toBe(200);
    const limits = { ...browser, body: { limits: { platform: 700 } } };
    expect((await ask(`PATCH /platform/v1/tenants/${console.owned.tenant.id}`, limits)).status).toBe(200);
    expect((await ask('GET /v1/orders', browser)).status).toBe(403);
    const wrong = await console.signIn({ adminKey: 'admin-key-of-others' });
    expect([wrong.status, wrong.body]).toMatchObject([401, { error: { code: 'unauthenticated' } }]);
  });

  test('with a one-time link works once', async () => {
    const { id } = await console.add('owner');
    const whose = { tenantId: console.owned.tenant.id, memberId: id };
    const { url, write } = makeLink('sign-in', whose, CONSOLE_ORIGIN, new Date());
    await console.api.table.transact([write]);
    expect(url).toMatch(/\/console#sign-in=/);
    const token = url.split('=')[1];
    const both = await Promise.all([console.signIn({ token }), console.signIn({ token })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
    expect(both.find(({ status }) => status === 201)?.body).toMatchObject({ member: { id } });
  });

  test('with a link that is too old does not work', async () => {
    const { id } = await console.add('owner');
    const whose = { tenantId: console.owned.tenant.id, memberId: id };
    const yesterday = new Date(Date.now() - 25 * 3600_000);
    const { url, write } = makeLink('sign-in', whose, CONSOLE_ORIGIN, yesterday);
    await console.api.table.transact([write]);
    expect((await console.signIn({ token: url.split('=')[1] })).status).toBe(410);
  });
});

describe('wrong passwords', () => {
  const wrong = 'not the password';

  /** Wrong ones that were tried before. */
  const tried = async (times: number, of: string) => {
    for (let n = 0; n < times; n++) await countPasswordAttempt(console.api.table, [of], new Date());
  };

  test('are limited to ten an hour for one member, from any address and also concurrently', async () => {
    const { email } = await console.add('viewer');
    await tried(8, byEmail(email));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => console.signIn({ email, password: wrong })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, 429, 429, 429]);
    const right = await console.signIn({ email, password: PASSWORD });
    expect(right.status).toBe(429);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(3000);
  });

  test('are limited to ten an hour for an unknown e-mail too', async () => {
    const sent = { email: 'nobody-at-all@example.com', password: wrong };
    await tried(9, byEmail(sent.email));
    expect((await console.signIn(sent)).status).toBe(401);
    expect((await console.signIn(sent)).status).toBe(429);
  });

  test('are limited to ten an hour from one address for all e-mails and the admin key', async () => {
    const { email } = await console.add('viewer');
    const address = newAddress();
    await tried(8, byAddress(address));
    for (const sent of [{ email: 'some@example.com', password: wrong }, { adminKey: 'a guess' }])
      expect((await console.signIn(sent, address)).status).toBe(401);
    expect((await console.signIn({ email, password: PASSWORD }, address)).status).toBe(429);
    expect((await console.signIn({ adminKey: ADMIN_KEY }, address)).status).toBe(429);
    expect((await console.signIn({ email, password: PASSWORD })).status).toBe(201);
  });

  test('do not count when they were right, nor for an e-mail when the address may not try', async () => {
    const { email } = await console.add('viewer');
    const address = newAddress();
    await tried(9, byAddress(address));
    await tried(9, byEmail(email));
    for (let n = 0; n < 2; n++)
      expect((await console.signIn({ email, password: PASSWORD }, address)).status).toBe(201);
    await tried(1, byAddress(address));
    for (let n = 0; n < 3; n++)
      expect((await console.signIn({ email, password: wrong }, address)).status).toBe(429);
    expect((await console.signIn({ email, password: PASSWORD })).status).toBe(201);
  });

  test('are forgotten after an hour', async () => {
    const of = byEmail('forgotten@example.com');
    const start = new Date('2026-11-22T15:00:00Z');
    const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
    for (let n = 0; n < 10; n++) await countPasswordAttempt(console.api.table, [of], later(n * 60));
    await expect(countPasswordAttempt(console.api.table, [of], later(3599))).rejects.toMatchObject({
      code: 'rate_limited',
      details: { retryAfterSeconds: 1 },
    });
    await countPasswordAttempt(console.api.table, [of], later(3600));
    await expect(countPasswordAttempt(console.api.table, [of], later(3601))).rejects.toMatchObject({
      details: { retryAfterSeconds: 59 },
    });
  });
});

describe('the work of a password', () => {
  test('is the same for known and unknown e-mails', async () => {
    expect(await isPassword('x', undefined)).toBe(false);
    const stored = await hashPassword('the right password');
    expect(stored.split('$').slice(0, 4)).toEqual(['scrypt', '17', '8', '1']);
    expect(await isPassword('the right password', stored)).toBe(true);
    expect(await isPassword('The right password', stored)).toBe(false);
  });

  test('does not depend on Unicode composition', async () => {
    expect(await isPassword('contrasen\u0303a larga', await hashPassword('contrase\u00f1a larga'))).toBe(
      true,
    );
  });
});

describe('a session', () => {
  test('is listed to its own member, says which one asks, and can be ended', async () => {
    const { email, browser } = await console.add('viewer');
    const second = browserFrom(await console.signIn({ email, password: PASSWORD }));
    const list = async () => {
      const { body } = await ask('GET /platform/v1/sessions', browser);
      return (body as { sessions: { id: string; current: boolean }[] }).sessions;
    };
    const [newer, older] = await list();
    expect([newer, older]).toEqual([
      {
        id: expect.stringMatching(/^ses_/),
        current: false,
        userAgent: 'test',
        createdAt: expect.any(String),
        expiresAt: expect.any(String),
      },
      expect.objectContaining({ current: true }),
    ]);
    expect((await ask(`DELETE /platform/v1/sessions/${newer?.id}`, browser)).status).toBe(204);
    expect((await ask('GET /platform/v1/users', second)).status).toBe(401);
    expect(await list()).toEqual([older]);
    expect((await ask(`DELETE /platform/v1/sessions/${newer?.id}`, browser)).status).toBe(404);
  });

  test('is ended by signing out, which takes the cookie away', async () => {
    const { browser } = await console.add('viewer');
    const out = await ask('DELETE /platform/v1/sessions/current', browser);
    expect([out.status, out.cookies]).toEqual([
      204,
      ['recado-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict'],
    ]);
    expect((await ask('GET /platform/v1/users', browser)).status).toBe(401);
  });

  test('of somebody else cannot be ended', async () => {
    const one = await console.add('owner');
    const other = await console.add('viewer');
    const { body } = await ask('GET /platform/v1/sessions', other.browser);
    const [session] = (body as { sessions: { id: string }[] }).sessions;
    expect((await ask(`DELETE /platform/v1/sessions/${session?.id}`, one.browser)).status).toBe(404);
    expect((await ask('GET /platform/v1/users', other.browser)).status).toBe(200);
  });

  test('ends with all others of its member, as an owner or the member says', async () => {
    const [owner, lost, other] = [
      await console.add('owner'),
      await console.add('viewer'),
      await console.add('viewer'),
    ];
    const end = (id: string, by: { browser: object }) =>
      ask(`DELETE /platform/v1/members/${id}/sessions`, by.browser);
    expect((await end(lost.id, other)).status).toBe(403);
    expect((await end(lost.id, owner)).status).toBe(204);
    expect((await ask('GET /platform/v1/users', lost.browser)).status).toBe(401);
    expect((await end('me', other)).status).toBe(204);
    expect((await ask('GET /platform/v1/users', other.browser)).status).toBe(401);
    expect((await ask('GET /platform/v1/users', owner.browser)).status).toBe(200);
    expect((await end(lost.id, owner)).status).toBe(204);
    expect((await end('mem_x', owner)).status).toBe(404);
  });

  test('changes nothing that is for test mode while it is in live mode', async () => {
    const { browser } = await console.add('operator');
    const simulate = (mode: string) =>
      ask('POST /platform/v1/simulate/orders', {
        ...browser,
        headers: { ...browser.headers, 'recado-mode': mode },
        body: { customer: '4567' },
      });
    const refused = await simulate('live');
    expect([refused.status, refused.body]).toEqual([
      403,
      { error: { code: 'test_mode_needed', message: 'Only test mode allows that' } },
    ]);
    expect((await simulate('test')).status).toBe(201);
  });

  test('is one of twenty at most: the oldest ends', async () => {
    const { id, browser } = await console.add('viewer');
    const whose = { tenantId: console.owned.tenant.id, memberId: id };
    for (let n = 0; n < 20; n++) {
      const { url, write } = makeLink('sign-in', whose, CONSOLE_ORIGIN, new Date());
      await console.api.table.transact([write]);
      expect((await console.signIn({ token: url.split('=')[1] })).status).toBe(201);
      expect((await ask('GET /platform/v1/users', browser)).status).toBe(n < 19 ? 200 : 401);
    }
  });

  test('knows the tenant’s clock at once when that changes', async () => {
    const { id, browser } = await console.add('owner');
    const patch = { ...browser, body: { timeZone: 'America/Lima' } };
    expect((await ask(`PATCH /platform/v1/tenants/${console.owned.tenant.id}`, patch)).status).toBe(200);
    const { items } = await console.api.table.query({
      pk: `MEMBERS#${console.owned.tenant.id}`,
      prefix: `SESSION#${id}#`,
    });
    const stored = await console.api.table.get({ pk: `SESSION#${items[0]?.hash}`, sk: 'SESSION' });
    expect(stored).toMatchObject({ timeZone: 'America/Lima', memberId: id });
  });

  test('of an owner changes settings in test mode as in live mode', async () => {
    const { browser } = await console.add('owner');
    const headers = { ...browser.headers, 'recado-mode': 'test' };
    const patch = { ...browser, headers, body: { autoCall: true } };
    expect((await ask(`PATCH /platform/v1/tenants/${console.owned.tenant.id}`, patch)).status).toBe(200);
  });
});

describe('a password', () => {
  const change = (person: { browser: object }, body: object, id = 'me') =>
    ask(`POST /platform/v1/members/${id}/password`, { ...person.browser, body, sourceIp: newAddress() });

  test('is changed with the current one, and the other sessions end', async () => {
    const person = await console.add('viewer');
    const { email, browser } = person;
    const second = browserFrom(await console.signIn({ email, password: PASSWORD }));
    const changed = await change(person, { currentPassword: PASSWORD, newPassword: 'another good one' });
    expect([changed.status, changed.body]).toEqual([204, undefined]);
    expect((await ask('GET /platform/v1/users', browser)).status).toBe(200);
    expect((await ask('GET /platform/v1/users', second)).status).toBe(401);
    expect((await console.signIn({ email, password: PASSWORD })).status).toBe(401);
    expect((await console.signIn({ email, password: 'another good one' })).status).toBe(201);
  });

  test('is not changed without it, to a short one, or by somebody else', async () => {
    const person = await console.add('owner');
    const refused = await change(person, { currentPassword: 'a wrong one', newPassword: 'another good one' });
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { error: { message: 'currentPassword is not the password of now' } },
    ]);
    const short = await change(person, { currentPassword: PASSWORD, newPassword: 'short' });
    expect([short.status, short.body]).toMatchObject([
      400,
      { error: { details: { issues: [{ field: 'newPassword' }] } } },
    ]);
    const other = await console.add('viewer');
    const body = { currentPassword: PASSWORD, newPassword: 'another good one' };
    expect((await change(person, body, other.id)).status).toBe(403);
    expect((await console.signIn({ email: person.email, password: PASSWORD })).status).toBe(201);
  });
});
