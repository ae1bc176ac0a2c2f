import { describe, expect, test } from 'vitest';
import { api, useApi } from '../../support/api/api-setting.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

const twilio = {
  provider: 'twilio',
  accountSid: `AC${'0a'.repeat(16)}`,
  authToken: 'f'.repeat(32),
  from: '+15005550006',
};

async function shop() {
  const { tenant, liveKey: key } = await addTenant(api.table);
  const path = `/platform/v1/tenants/${tenant.id}`;
  return {
    change: (voiceAgent: object): Promise<HandlerResponse> =>
      api.ask(`PATCH ${path}`, { key, body: { voiceAgent } }),
    read: async () => (await api.ask(`GET ${path}`, { key })).body as { voiceAgent: object },
    stored: async () => JSON.stringify(await api.table.get({ pk: `TENANT#${tenant.id}`, sk: 'TENANT' })),
  };
}

const refusedIn = ({ status, body }: HandlerResponse): unknown => {
  const { error } = body as { error?: { details?: { issues?: { field: string; rule: string }[] } } };
  return [status, error?.details?.issues?.map(({ field, rule }) => `${field} ${rule}`)];
};

describe('an account at Twilio', () => {
  test('is shown without its secrets, which a change may leave out', async () => {
    const { change, read, stored } = await shop();
    const apiKey = { apiKeySid: `SK${'1b'.repeat(16)}`, apiKeySecret: 'key-secret-of-the-account' };
    const texts = { greeting: 'Hola {customerName}', confirmed: 'Listo {orderNumber}' };
    expect((await change({ ...twilio, ...apiKey, texts, from: '+1 (500) 555-0006' })).status).toBe(200);
    const { authToken: _token, ...open } = twilio;
    const shown = { ...open, apiKeySid: apiKey.apiKeySid, texts };
    expect((await read()).voiceAgent).toEqual(shown);
    for (const secret of [twilio.authToken, apiKey.apiKeySecret])
      expect(await stored()).not.toContain(secret);
    expect((await change({ ...shown, from: '+15005550007' })).status).toBe(200);
    expect((await read()).voiceAgent).toEqual({ ...shown, from: '+15005550007' });
  });

  test.each([
    [{ authToken: undefined }, 'authToken required'],
    [{ authToken: '********' }, 'authToken format'],
    [{ accountSid: 'AC1' }, 'accountSid format'],
    [{ from: '3001234567' }, 'from format'],
    [{ apiKeySid: `SK${'1b'.repeat(16)}` }, 'apiKeySecret required'],
    [{ apiKeySecret: 'key-secret-of-the-account' }, 'apiKeySid custom'],
    [{ baseUrl: 'https://twilio.example.com' }, 'baseUrl custom'],
    [{ texts: { greeting: 'Hola {name}' } }, 'texts.greeting custom'],
    [{ texts: { greeting: 'Hola {customerName' } }, 'texts.greeting custom'],
    [{ texts: { greeting: 'a'.repeat(501) } }, 'texts.greeting max_length'],
    [{ texts: { hello: 'Hola' } }, 'texts.hello unknown'],
    [{ agentId: 'x' }, 'agentId unknown'],
  ])('with %j is refused', async (changes, issue) => {
    expect(refusedIn(await (await shop()).change({ ...twilio, ...changes }))).toEqual([
      400,
      [`voiceAgent.${issue}`],
    ]);
  });

  test('that is another one needs its own token', async () => {
    const { change } = await shop();
    await change(twilio);
    const { authToken: _token, ...other } = { ...twilio, accountSid: `AC${'2c'.repeat(16)}` };
    expect(refusedIn(await change(other))).toEqual([400, ['voiceAgent.authToken required']]);
  });
});

const retell = {
  provider: 'retell',
  apiKey: 'key_of-the-account',
  agentId: 'agent_0123456789',
  fromNumber: '+15005550006',
};

describe('an agent at Retell', () => {
  test('is shown without its secrets, which a change may leave out', async () => {
    const { change, read, stored } = await shop();
    const webhookKey = 'key_with-the-badge';
    const analysis = { outcome: 'decision', addressFinal: 'new address', optOut: 'do_not_call' };
    const given = { ...retell, webhookKey, analysis, fromNumber: '+1 (500) 555-0006' };
    expect((await change(given)).status).toBe(200);
    const { apiKey: _key, ...open } = retell;
    expect((await read()).voiceAgent).toEqual({ ...open, analysis });
    for (const secret of [retell.apiKey, webhookKey]) expect(await stored()).not.toContain(secret);
    const sealed = await stored();
    expect((await change({ ...open, agentId: 'agent_of_tomorrow' })).status).toBe(200);
    expect((await read()).voiceAgent).toEqual({ ...open, agentId: 'agent_of_tomorrow' });
    for (const secret of sealed.match(/"(?:apiKey|webhookKey)":"[^"]+"/g) ?? ['none'])
      expect(await stored()).toContain(secret);
  });

  test.each([
    [{ apiKey: undefined }, 'apiKey required'],
    [{ apiKey: 'with a blank' }, 'apiKey format'],
    [{ agentId: undefined }, 'agentId required'],
    [{ agentId: 'agent/1' }, 'agentId format'],
    [{ fromNumber: '3001234567' }, 'fromNumber format'],
    [{ baseUrl: 'https://retell.example.com' }, 'baseUrl custom'],
    [{ analysis: { result: 'x' } }, 'analysis.result unknown'],
    [{ analysis: { outcome: 'a'.repeat(101) } }, 'analysis.outcome max_length'],
    [{ accountSid: 'AC1' }, 'accountSid unknown'],
  ])('with %j is refused', async (changes, issue) => {
    expect(refusedIn(await (await shop()).change({ ...retell, ...changes }))).toEqual([
      400,
      [`voiceAgent.${issue}`],
    ]);
  });

  test('that takes the place of another provider needs its own key', async () => {
    const { change } = await shop();
    await change(twilio);
    const { apiKey: _key, ...open } = retell;
    expect(refusedIn(await change(open))).toEqual([400, ['voiceAgent.apiKey required']]);
  });
});
