import { expect } from 'vitest';
import { startApi, type TestApi } from '../support/api/api.ts';
import type { HandlerResponse } from '../support/api/respond.ts';
import { addRegions } from '../support/data/regions.ts';
import { addTenant } from '../support/data/tenant.ts';

export const origin = { lat: 12.9121, lng: 77.6139 };
export const destination = { lat: 12.9181, lng: 77.6199 };
/** In Bogotá. */
export const elsewhere = { lat: 4.711, lng: -74.0721 };
/** In the Gulf of Guinea. */
export const nowhere = { lat: 0, lng: 0 };
/** In Bengaluru, 28 km from the origin by road. */
export const farAway = { lat: 13.1, lng: 77.6 };

export interface Shop extends TestApi {
  tenantId: string;
  key: string;
  /** `POST /v2/…` with the shop's key. */
  post(path: string, body: unknown): Promise<HandlerResponse>;
}

/** An Indian tenant, with the four built-in regions. */
export async function openShop(): Promise<Shop> {
  const api = await startApi();
  await addRegions(api.table);
  const { tenant, testKey: key } = await addTenant(api.table, { country: 'IN', currency: 'INR' });
  return {
    ...api,
    tenantId: tenant.id,
    key,
    post: (path, body) => api.ask(`POST ${path}`, { headers: { 'x-api-key': key }, body }),
  };
}

/** The error envelope: its code, and the code and rule of each failure in its details. */
export const refused = (code: string, ...failures: [code: string, rule: string][]) => ({
  status: 400,
  body: {
    status: 'error',
    message: expect.any(String),
    code,
    requestTime: expect.stringMatching(/Z$/),
    details: {
      failures: failures.map(([each, rule]) => ({ code: each, rule, message: expect.any(String) })),
    },
  },
});
