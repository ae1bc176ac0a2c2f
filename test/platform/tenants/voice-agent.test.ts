import { describe, expect, test } from 'vitest';
import { api, useApi } from '../../support/api/api-setting.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

interface Made {
  id: string;
  key: string;
}

async function tenant(): Promise<Made> {
  const { tenant, liveKey } = await addTenant(api.table);
  return { id: tenant.id, key: liveKey };
}

describe("a voice agent's secret", () => {
  const change = async (made: Made, voiceAgent: unknown): Promise<unknown> =>
    (await api.ask(`PATCH /platform/v1/tenants/${made.id}`, { key: made.key, body: { voiceAgent } })).body;

  const url = 'https://agent.example.com/calls';

  test('is made when none is given, shown once and never read back', async () => {
    const made = await tenant();
    const shown = await change(made, { url });
    expect(shown).toMatchObject({ voiceAgent: { url, secret: expect.stringMatching(/^whsec_/) } });
    const read = await api.ask(`GET /platform/v1/tenants/${made.id}`, { key: made.key });
    expect((read.body as { voiceAgent: unknown }).voiceAgent).toEqual({ provider: 'http', url });
  });

  test('that the tenant chose is not shown at all', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const answer = await change(await tenant(), { url, secret });
    expect((answer as { voiceAgent: unknown }).voiceAgent).toEqual({ provider: 'http', url });
  });

  test('stays when the agent’s URL changes, and is removed with the agent', async () => {
    const made = await tenant();
    await change(made, { url });
    const secretOf = async () => (await api.table.get({ pk: `TENANT#${made.id}`, sk: 'TENANT' }))?.voiceAgent;
    const before = await secretOf();
    const moved = await change(made, { url: `${url}/2` });
    expect((moved as { voiceAgent: unknown }).voiceAgent).toEqual({ provider: 'http', url: `${url}/2` });
    expect(await secretOf()).toEqual({ ...(before as object), settings: { url: `${url}/2` } });
    expect(await change(made, null)).toMatchObject({ voiceAgent: null });
    expect(await secretOf()).toBeNull();
  });
});
