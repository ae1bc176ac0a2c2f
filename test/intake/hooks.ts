import type { TestApi } from '../support/api/api.ts';
import type { HandlerResponse } from '../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';

export interface Hook {
  id: string;
  token: string;
  source: string;
  url: string;
}

export interface HookAnswer {
  id: string;
  order_id: string;
  status: string;
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What the functions of hooks read at their start. */
export const setEnvironment = (): void => {
  Object.assign(process.env, { PUBLIC_URL: 'https://api.test', LIVE_CALLS: 'agent' });
};

export async function makeHook(api: TestApi, key: string, source?: string): Promise<Hook> {
  const { body } = await api.ask('POST /platform/v1/intake-hooks', {
    key,
    ...(source && { body: { source } }),
  });
  return body as Hook;
}

/** A tenant of its own, so that no other test uses up its second. */
export async function addShop(
  api: TestApi,
  mode: 'test' | 'live' = 'test',
): Promise<AddedTenant & { hook: Hook }> {
  const owner = await addTenant(api.table);
  return { ...owner, hook: await makeHook(api, mode === 'test' ? owner.testKey : owner.liveKey) };
}

export const postToHook = (
  api: TestApi,
  token: string,
  body: unknown,
  headers = {},
): Promise<HandlerResponse> => api.ask(`POST /hooks/catch/${token}`, { body, headers });
