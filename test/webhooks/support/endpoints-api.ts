import { beforeEach } from 'vitest';
import { api, useApi } from '../../support/api/api-setting.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

/** New for each test of the file that calls `useEndpointsApi`. */
export let owner: AddedTenant;

/** Gives each test of a file a tenant of the API. */
export function useEndpointsApi(): void {
  useApi();
  beforeEach(async () => {
    owner = await addTenant(api.table);
  });
}

export const PATH = '/platform/v1/webhook-endpoints';
export const given = { url: 'https://mitienda.com/hooks', events: ['call.outcome_final'] };

/** An endpoint as it is shown when it is made. */
export interface Made {
  id: string;
  secret: string;
  [field: string]: unknown;
}

export async function create(body: object = given, headers = {}, key = owner.liveKey) {
  const answer = await api.ask(`POST ${PATH}`, { key, body, headers });
  return { status: answer.status, body: answer.body as Made };
}

export const ask = (request: string, body?: unknown, key = owner.liveKey) =>
  api.ask(request, { key, ...(body !== undefined && { body }) });

export const messageOf = (body: unknown) => (body as { error: { message: string } }).error.message;
