import { describe, expect, test } from 'vitest';
import type { SealedService } from '../../../shared/tenants/settings/sealed-service.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

const whatsapp = {
  phoneNumberId: '123456789012345',
  accessToken: 'EAAG-token',
  appSecret: 'app-secret',
  verifyToken: 'a word',
  template: { name: 'confirm_order', language: 'es_CO' },
};
const secrets = [whatsapp.accessToken, whatsapp.appSecret, whatsapp.verifyToken];

async function shop() {
  const { tenant, liveKey: key } = await addTenant(api.table);
  const path = `/platform/v1/tenants/${tenant.id}`;
  return {
    path,
    key,
    change: (body: object): Promise<HandlerResponse> => api.ask(`PATCH ${path}`, { key, body }),
    stored: async () =>
      ((await api.table.get({ pk: `TENANT#${tenant.id}`, sk: 'TENANT' })) ?? {}) as {
        whatsapp: SealedService;
      },
    events: async () => (await api.table.query({ pk: `TENANT#${tenant.id}`, prefix: 'EVENT#' })).items,
  };
}

/** The fields that a refusal names, each with the rule. */
const refusedIn = ({ status, body }: HandlerResponse): unknown => {
  const { error } = body as { error?: { details?: { issues?: { field: string; rule: string }[] } } };
  return [status, error?.details?.issues?.map(({ field, rule }) => `${field} ${rule}`)];
};

describe('the service that sends messages', () => {
  test('keeps its secrets sealed, shows none, and comes back as it was shown', async () => {
    const { change, stored, path, key } = await shop();
    const { accessToken: _t, appSecret: _s, verifyToken: _v, ...open } = whatsapp;
    const changed = await change({ whatsapp, confirmationChannels: ['whatsapp', 'call'] });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { whatsapp: open, confirmationChannels: ['whatsapp', 'call'] },
    ]);
    const before = await stored();
    expect(Object.keys(before.whatsapp.secrets)).toHaveLength(3);
    for (const secret of secrets) {
      expect(JSON.stringify(before)).not.toContain(secret);
      expect(JSON.stringify(changed.body)).not.toContain(secret);
    }
    const { body } = await api.ask(`GET ${path}`, { key });
    expect((await change(body as object)).status).toBe(200);
    expect((await stored()).whatsapp).toEqual(before.whatsapp);
    const other = { ...open, template: { name: 'other', language: 'en' } };
    expect((await change({ whatsapp: other })).status).toBe(200);
    expect((await stored()).whatsapp).toMatchObject({
      secrets: before.whatsapp.secrets,
    });
  });

  test('needs its secrets at first, and again for another number', async () => {
    const { change } = await shop();
    const { accessToken: _t, appSecret: _s, verifyToken: _v, ...open } = whatsapp;
    const missing = [
      400,
      ['whatsapp.accessToken required', 'whatsapp.appSecret required', 'whatsapp.verifyToken required'],
    ];
    expect(refusedIn(await change({ whatsapp: open }))).toEqual(missing);
    await change({ whatsapp });
    expect(refusedIn(await change({ whatsapp: { ...open, phoneNumberId: '543210' } }))).toEqual(missing);
  });
});

test.each([
  [{ voiceAgent: { provider: 'pigeon', url: 'https://agent.example.com' } }, 'voiceAgent.provider one_of'],
  [{ voiceAgent: { provider: 'http' } }, 'voiceAgent.url required'],
  [{ voiceAgent: { url: 'https://agent.example.com', apiKey: 'x' } }, 'voiceAgent.apiKey unknown'],
  [{ whatsapp: { ...whatsapp, baseUrl: 'https://graph.example.com' } }, 'whatsapp.baseUrl custom'],
  [{ whatsapp: { ...whatsapp, phoneNumberId: '+57 300' } }, 'whatsapp.phoneNumberId format'],
  [{ whatsapp: { ...whatsapp, accessToken: '********' } }, 'whatsapp.accessToken format'],
  [{ confirmationChannels: [] }, 'confirmationChannels min_items'],
  [{ confirmationChannels: ['call', 'call'] }, 'confirmationChannels custom'],
  [{ whatsappWaitMinutes: 0 }, 'whatsappWaitMinutes minimum'],
  [{ recordings: 'forever' }, 'recordings one_of'],
  [{ messageHours: {} }, 'messageHours custom'],
])('%j is refused', async (body, issue) => {
  expect(refusedIn(await (await shop()).change(body))).toEqual([400, [issue]]);
});

test.each([
  ['es-CO', 'v24', 'es_CO', 'v24.0'],
  ['PT_br', '24.0', 'pt_BR', 'v24.0'],
  [' hi ', 'V24.0', 'hi', 'v24.0'],
])(
  'the language %s and the version %s are read as Meta writes them',
  async (language, version, asMeta, of) => {
    const { change } = await shop();
    const template = { ...whatsapp.template, language };
    expect((await change({ whatsapp: { ...whatsapp, template, version } })).body).toMatchObject({
      whatsapp: { template: { language: asMeta }, version: of },
    });
  },
);

test('a wrong format is refused with the expected one, and an unknown provider with the known ones', async () => {
  const { change } = await shop();
  const messageOf = async (voiceAgent: object) => JSON.stringify((await change({ voiceAgent })).body);
  const account = { provider: 'twilio', accountSid: 'AC1', authToken: 'f'.repeat(32), from: '+15005550006' };
  expect(await messageOf(account)).toContain('accountSid must be a valid SID: AC and 32 hexadecimal digits');
  expect(await messageOf({ provider: 'pigeon' })).toContain('must be one of: http, twilio, retell"');
});

test('a provider is named in any case, and its settings are read as all others are', async () => {
  const { change } = await shop();
  const changed = await change({ voiceAgent: { provider: 'HTTP', url: 'https://agent.example.com' } });
  expect(changed.body).toMatchObject({ voiceAgent: { provider: 'http', url: 'https://agent.example.com' } });
});

test('only the admin sets the messages left', async () => {
  const { change } = await shop();
  expect((await change({ messageCredit: 5 })).status).toBe(403);
});

test('no language is that of the country', async () => {
  const { change } = await shop();
  expect((await change({ language: 'en' })).body).toMatchObject({ language: 'en' });
  expect((await change({ language: null })).body).toMatchObject({ language: 'es-CO' });
});

test.each([
  ['the voice agent has calls', { voiceAgent: { url: 'https://agent.example.com' } }],
  ['what sends messages has them', { whatsapp }],
])('a change of %s tried again that wait for it', async (_what, change) => {
  const { change: send, events } = await shop();
  await send({ name: 'Otra' });
  expect(await events()).toEqual([]);
  await send(change);
  expect(await events()).toMatchObject([
    { type: 'voice_agent.changed', job: { queue: 'calls', body: { kind: 'agent-changed', mode: 'live' } } },
  ]);
});

test('any change ends a fault that prevents messages', async () => {
  const { change, path, key, events } = await shop();
  const pk = path.replace('/platform/v1/tenants/', 'TENANT#');
  const fault = { code: 'authentication', since: '2026-11-22T12:00:00.000Z', providerCode: '190' };
  await api.table.put({ pk, sk: 'WHATSAPP_FAULT', entity: 'whatsapp-fault', ...fault });
  expect((await api.ask(`GET ${path}`, { key })).body).toMatchObject({
    whatsappFault: fault,
    voiceAgentFault: null,
  });
  expect((await change({ name: 'Otra' })).body).toMatchObject({ whatsappFault: null });
  expect(await events()).toHaveLength(1);
  expect((await api.ask(`GET ${path}`, { key })).body).toMatchObject({ whatsappFault: null });
});
