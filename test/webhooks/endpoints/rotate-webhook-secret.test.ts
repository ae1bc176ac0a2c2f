import { describe, expect, test } from 'vitest';
import { requireEndpoint, secretContext } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { api } from '../../support/api/api-setting.ts';
import { cipher } from '../../support/data/cipher.ts';
import { ask, create, type Made, messageOf, owner, PATH, useEndpointsApi } from '../support/endpoints-api.ts';

useEndpointsApi();

describe('rotating a secret', () => {
  const secretsOf = async (id: string) => {
    const scope = { tenantId: owner.tenant.id, mode: 'live' } as const;
    const { secrets } = await requireEndpoint(api.table, scope, id);
    return Promise.all(
      secrets.map(async ({ sealed, ...rest }) => ({
        value: await cipher.open(sealed, secretContext(scope, id)),
        ...rest,
      })),
    );
  };

  test('makes a new one, beside which the old one signs for a day', async () => {
    const { id, secret } = (await create()).body;
    const { status, body } = await ask(`POST ${PATH}/${id}/rotate-secret`);
    const rotated = body as Made & { updatedAt: string; previousSecretsUntil: string };
    expect(status).toBe(200);
    expect(rotated.secret).toMatch(/^whsec_/);
    expect(rotated.secret).not.toBe(secret);
    expect(Date.parse(rotated.previousSecretsUntil) - Date.parse(rotated.updatedAt)).toBe(86_400_000);
    expect(await secretsOf(id)).toEqual([
      { value: rotated.secret },
      { value: secret, until: rotated.previousSecretsUntil },
    ]);
  });

  test('with an overlap of 0 ends the old one at once', async () => {
    const { id } = (await create()).body;
    const own = { secret: 'another-secret-of-my-own', overlapSeconds: 0 };
    const { body } = await ask(`POST ${PATH}/${id}/rotate-secret`, own);
    expect(body).toMatchObject({ secret: own.secret, previousSecretsUntil: null });
    expect(await secretsOf(id)).toEqual([{ value: own.secret }]);
  });

  test('is refused when five secrets sign already', async () => {
    const { id } = (await create()).body;
    const statuses = [];
    for (let time = 0; time < 5; time++)
      statuses.push((await ask(`POST ${PATH}/${id}/rotate-secret`, {})).status);
    expect(statuses).toEqual([200, 200, 200, 200, 409]);
    expect((await ask(`POST ${PATH}/${id}/rotate-secret`, { overlapSeconds: 0 })).status).toBe(200);
  });

  test.each([-1, 0.5, 2_678_401, 'a minute'])('does not overlap for %s seconds', async (overlapSeconds) => {
    const { id, secret } = (await create()).body;
    const answer = await ask(`POST ${PATH}/${id}/rotate-secret`, { overlapSeconds });
    expect([answer.status, messageOf(answer.body)]).toEqual([
      400,
      expect.stringContaining('overlapSeconds must be'),
    ]);
    expect(await secretsOf(id)).toEqual([{ value: secret }]);
  });

  test('can be followed by an end of the old ones at once, without another new one', async () => {
    const { id } = (await create()).body;
    await ask(`POST ${PATH}/${id}/rotate-secret`);
    const rotated = (await ask(`POST ${PATH}/${id}/rotate-secret`)).body as Made;
    expect(await secretsOf(id)).toHaveLength(3);
    const revoked = await ask(`POST ${PATH}/${id}/revoke-previous-secrets`);
    const { secret, previousSecretsUntil: _until, ...shown } = rotated;
    expect(revoked).toMatchObject({ status: 200, body: { ...shown, updatedAt: expect.any(String) } });
    expect(JSON.stringify(revoked.body)).not.toMatch(/secret/i);
    expect(await secretsOf(id)).toEqual([{ value: secret }]);
    expect(await ask(`POST ${PATH}/${id}/revoke-previous-secrets`)).toEqual({
      ...revoked,
      headers: expect.anything(),
    });
  });

  test('ends the old ones whatever else is changed at the same moment', async () => {
    const { id } = (await create()).body;
    await ask(`POST ${PATH}/${id}/rotate-secret`);
    const [revoked, ...changed] = await Promise.all([
      ask(`POST ${PATH}/${id}/revoke-previous-secrets`),
      ...[true, false, true].map((enabled) => ask(`PATCH ${PATH}/${id}`, { enabled })),
    ]);
    expect([revoked, ...changed].map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await secretsOf(id)).toHaveLength(1);
  });

  test('loses none of the secrets that it hands out, however many rotate at once', async () => {
    const { id, secret } = (await create()).body;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask(`POST ${PATH}/${id}/rotate-secret`, {})),
    );
    const rotated = answers.filter(({ status }) => status === 200).map(({ body }) => (body as Made).secret);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(rotated.length).toBeGreaterThan(0);
    const stored = await secretsOf(id);
    expect(stored.map(({ value }) => value).sort()).toEqual([...rotated, secret].sort());
  });
});
