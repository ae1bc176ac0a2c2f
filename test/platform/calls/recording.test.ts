import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../shared/base/ids.ts';
import { callToItem, newCall } from '../../../shared/calls/call/call.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { byAdmin } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';

useApi();

beforeAll(() => {
  Object.assign(process.env, {
    PUBLIC_URL: 'https://api.test',
    EXPORTS_BUCKET: 'exports',
    AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});

const SOURCE = 'https://provider.test/1.wav';

async function shop(recorded: object) {
  const now = new Date();
  const { tenant, liveKey, testKey } = await addTenant(api.table);
  const [orderId, id] = [newId('order', now), newId('call', now)];
  const call = newCall({
    ...{ id, orderId, tenantId: tenant.id, mode: 'live', callType: 'confirmation' },
    ...{ round: 1, attempt: 1, notBefore: null, createdAt: now.toISOString() },
  });
  await api.table.put(callToItem({ ...call, ...recorded }));
  const path = `/platform/v1/orders/${orderId}/calls/${id}/recording`;
  return { ask: (key = liveKey) => api.ask(`GET ${path}`, { key }), testKey, tenant, path, liveKey };
}

const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('the link of a recording', () => {
  test('redirects to the file for a few minutes, for the keys of its tenant and mode', async () => {
    const file = 'recordings/030/t/o/call.wav';
    const { ask, testKey } = await shop({ recording: { source: SOURCE, file, until: until(1) } });
    const { status, headers, body } = await ask();
    const url = new URL((body as { url: string }).url);
    expect([status, headers.location, url.pathname]).toEqual([303, url.href, `/exports/${file}`]);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
    expect(url.searchParams.get('response-content-disposition')).toBe('attachment; filename=call.wav');
    const other = await addTenant(api.table);
    for (const key of [testKey, other.liveKey]) expect((await ask(key)).status).toBe(404);
    expect((await ask('tk_live_nobody')).status).toBe(401);
  });

  test.each([
    ['lies at the provider yet', { recordingUrl: 'ours', recording: { source: SOURCE } }],
    ['could not be fetched', { recordingUrl: SOURCE, recording: { source: SOURCE } }],
    ['is not to be kept', { recordingUrl: SOURCE }],
  ])('redirects to the provider where it %s', async (_why, recorded) => {
    const { ask } = await shop(recorded);
    expect(await ask()).toMatchObject({ status: 303, headers: { location: SOURCE } });
  });

  test('is answered instead of redirecting on request', async () => {
    const { path, liveKey } = await shop({ recordingUrl: SOURCE });
    expect(await api.ask(`GET ${path}?redirect=false`, { key: liveKey })).toMatchObject({
      status: 200,
      body: { url: SOURCE },
    });
    expect((await api.ask(`GET ${path}?redirect=no`, { key: liveKey })).status).toBe(400);
  });

  test.each([
    ['of a call without one', {}],
    ['after its days', { recording: { source: SOURCE, file: 'recordings/001/a.wav', until: until(-1) } }],
  ])('%s is not found', async (_why, recorded) => {
    expect((await (await shop(recorded)).ask()).status).toBe(404);
  });

  test('of an unknown call is not found', async () => {
    const { path, liveKey } = await shop({});
    for (const wrong of [path.replace('/call_', '/call_0'), path.replace('ord_', 'x')])
      expect((await api.ask(`GET ${wrong}`, { key: liveKey })).status).toBe(404);
  });
});

test.each([
  [{ recordings: 'keep', recordingDays: 365 }, 200],
  [{ recordingDays: 1 }, 200],
  [{ recordingDays: 0 }, 400],
  [{ recordingDays: 366 }, 400],
  [{ recordingDays: 1.5 }, 400],
  [{ recordings: 'forever' }, 400],
])('settings %j are answered with %i', async (body, status) => {
  const { tenant, liveKey } = await addTenant(api.table);
  await updateTenant(api.table, tenant.id, { recordings: 'none' }, byAdmin());
  const answered = await api.ask(`PATCH /platform/v1/tenants/${tenant.id}`, { key: liveKey, body });
  expect(answered.status).toBe(status);
  if (status === 200) expect(answered.body).toMatchObject(body);
});
