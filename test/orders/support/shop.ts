import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { byAdmin } from '../../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

/** A tenant that speaks the orders dialect. */
export interface Shop extends AddedTenant {
  api: TestApi;
  /** `GET /orders?page=2`, with the tenant's test key. */
  ask(request: string, body?: unknown, headers?: Record<string, string>): Promise<HandlerResponse>;
  /** Creates an order. @returns its id. @throws Error with the answer when it is refused */
  create(body?: object): Promise<string>;
}

/** No test of this dialect is about its limit but one, nor about how many orders a hook takes in a second. */
const LIMITS = { orders: 1_000_000, intake: 100 };

export async function openShop(api: TestApi, given: Parameters<typeof addTenant>[1] = {}): Promise<Shop> {
  const owner = await addTenant(api.table, { country: 'IN', currency: 'INR', ...given });
  await updateTenant(api.table, owner.tenant.id, { limits: LIMITS }, byAdmin());
  const ask: Shop['ask'] = (request, body, headers = {}) => {
    const [method, path] = request.split(' ');
    return api.ask(`${method} /v1${path}`, {
      headers: { 'x-tenant-api-key': owner.testKey, ...headers },
      ...(body !== undefined && { body }),
    });
  };
  const create: Shop['create'] = async (body = {}) => {
    const answer = await ask('POST /orders', { ...SHIRT, ...body });
    const { order } = answer.body as { order?: { _id: string } };
    if (order === undefined) throw new Error(JSON.stringify(answer.body));
    return order._id;
  };
  return { ...owner, api, ask, create };
}

export { startApi };

/** As little as an order needs. */
export const SHIRT = {
  mobile: '+919876543210',
  product_items: [{ name: 'Premium T-Shirt', quantity: 1, price: 500 }],
};
