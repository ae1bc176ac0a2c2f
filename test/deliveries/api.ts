import { afterAll, beforeAll } from 'vitest';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { type PackageSize, packageSizes } from '../../shared/serviceability/pricing/package-size.ts';
import { type Urgency, urgencies } from '../../shared/serviceability/pricing/ship-type.ts';
import type { OpeningHours } from '../../shared/serviceability/regions/opening-hours.ts';
import { alwaysOpen } from '../../shared/serviceability/regions/opening-hours.ts';
import { createRegion, storeRegion } from '../../shared/serviceability/regions/region.ts';
import type { TenantChanges } from '../../shared/tenants/settings/settings.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { startApi, type TestApi } from '../support/api/api.ts';
import type { HandlerResponse } from '../support/api/respond.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';

export interface DeliveryApi {
  engine: TestApi;
  table: Table;
  ask(
    request: string,
    key: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<HandlerResponse>;
}

/** The terms of a tenant that books on credit and collects cash. */
export const onCredit = {
  postpaid: { enabled: true, limit: 1000 },
  fundAccounts: [{ id: 'fa_1', primary: true }],
} satisfies TenantChanges;

/** The data of a success. */
export const dataOf = <T = Record<string, unknown>>({ body }: HandlerResponse): T =>
  (body as { data: T }).data;

/** What of a refusal tells it from others. */
export function refusalOf({ status, body }: HandlerResponse): [number, unknown, unknown] {
  const { code, message } = body as { code?: unknown; message?: unknown };
  return [status, code, message];
}

/** Of the file that calls `useDeliveryApi`; each has its own, as vitest loads a module anew for each file. */
export let api: DeliveryApi;

/** Gives a file the declared endpoints and a region, on a table to itself. */
export function useDeliveryApi(): void {
  beforeAll(async () => {
    api = await startDeliveryApi();
  });
  afterAll(() => api.engine.stop());
}

/** The declared functions, and a square of Bengaluru in which x-small at NOW costs 118 rupees. */
async function startDeliveryApi(): Promise<DeliveryApi> {
  process.env.PUBLIC_URL = 'https://api.test';
  const engine = await startApi();
  await addRegion(engine.table, 'BLR', 12.8);
  return {
    engine,
    table: engine.table,
    ask: (request, key, body, headers = {}) =>
      engine.ask(request, { headers: { 'x-api-key': key, ...headers }, ...(body !== undefined && { body }) }),
  };
}

/** A fifth of a degree each way, at 77.5° east; RUSH goes one kilometre there. */
export async function addRegion(
  table: Table,
  code: string,
  south: number,
  hours: OpeningHours = alwaysOpen,
): Promise<void> {
  const [west, east, north] = [77.5, 77.7, south + 0.2];
  const flat = <K extends string>(names: readonly K[], amount: number) =>
    Object.fromEntries(names.map((name) => [name, amount])) as Record<K, number>;
  const sizes: readonly PackageSize[] = packageSizes.filter((size) => size !== 'full-truck-load');
  const base = Object.fromEntries(urgencies.map((urgency) => [urgency, flat(sizes, 90_00)])) as Record<
    Urgency,
    Record<PackageSize, number>
  >;
  const region = createRegion(
    code,
    {
      name: code,
      timeZone: 'Asia/Kolkata',
      area: {
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      },
      pincodes: [],
      services: { now: true, rush: true, xpress: true, sameday: true, standard: true },
      packageSizes: [...packageSizes],
      hours,
      priceBook: {
        currency: 'INR',
        taxRate: 1800,
        base,
        perKilometre: flat(packageSizes, 10_00),
        surge: { hours: [], weather: {}, cap: 0 },
      },
      detourFactor: 1.3,
      reach: { rush: 1 },
      collections: undefined,
    },
    new Date(),
  );
  await storeRegion(table, region);
}

/** An Indian tenant, on these terms. */
export async function addIndian(table: Table, terms: TenantChanges = {}): Promise<AddedTenant> {
  const added = await addTenant(table, { country: 'IN', currency: 'INR' });
  await updateTenant(table, added.tenant.id, terms, byAdmin());
  return added;
}
