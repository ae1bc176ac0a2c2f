import { builtInItems } from '../../../infra/regions/built-in.ts';
import { createDynamoClient } from '../../../shared/adapters/dynamo/client.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import type { Role } from '../../../shared/tenants/access/role.ts';
import type { Tenant } from '../../../shared/tenants/tenant/tenant.ts';
import { loadTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { type ApiResponse, createTenant, request } from '../../support/api/client.ts';
import { signIn, signInAdmin } from '../../support/api/member.ts';
import { type SpawnedHost, spawnHost } from '../../support/processes/host.ts';
import { until } from '../../support/time/until.ts';

export interface Shop {
  host: SpawnedHost;
  tenantId: string;
  testKey: string;
  liveKey: string;
  /** Calls the platform API with the test key. */
  ask(line: string, body?: unknown): Promise<ApiResponse>;
  /** An order, in test mode unless the key is another; its phone ends in four digits that say what its customer does. */
  order(customer: {
    phone: string;
    name?: string;
    externalId?: string;
    city?: string;
    key?: string;
  }): Promise<string>;
  /** Waits until an order's calls have come to an end. */
  called(id: string): Promise<void>;
  /** The cookie of a member who is signed in, or of an administrator. */
  cookie(as: Role | 'admin'): Promise<{ name: string; value: string }>;
}

const usual = {
  dispatch: {
    pickup: {
      name: 'Bodega Chapinero',
      phone: '+576015550100',
      address: 'Calle 63 # 9-60',
      lat: 4.6486,
      lng: -74.0628,
    },
    shipType: 'STANDARD',
    paymentMode: 'postpaid',
    acceptApproximate: true,
  },
  postpaid: { enabled: true, limit: 5_000_000 },
  fundAccounts: [{ id: 'fa_1', primary: true }],
};

/** A shop in Bogotá on a host of its own. */
export async function openShop(settings: object = {}): Promise<Shop> {
  const host = await spawnHost({ adminKey: 'admin-key-of-the-tests', speed: 60, items: builtInItems() });
  const tenant = await createTenant(host, { name: 'Tienda Ñandú', country: 'CO', currency: 'COP' });
  await request(host.url, `PATCH /platform/v1/tenants/${tenant.id}`, {
    key: host.adminKey,
    body: { ...usual, ...settings },
  });
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
  });
  const table = createTable(createDynamoClient({ endpoint: host.endpoints.dynamodb }), host.tableName);
  const stored = (await loadTenant(table, tenant.id)) as Tenant;
  const ask: Shop['ask'] = (line, body) =>
    request(host.url, line, { key: tenant.testKey, ...(body !== undefined && { body }) });
  return {
    host,
    tenantId: tenant.id,
    testKey: tenant.testKey,
    liveKey: tenant.liveKey,
    ask,
    async order({
      phone,
      name = 'Ana Gómez',
      externalId = crypto.randomUUID(),
      city = 'Bogotá',
      key = tenant.testKey,
    }) {
      const body = {
        source: 'mitienda.myshopify.com',
        callType: 'confirmation',
        customer: { name, phone, city },
        address: { address1: 'Carrera 7 # 71-21', city, province: city === 'Bogotá' ? 'Cundinamarca' : null },
        order: { externalId, products: 'Gel x1, Crema x2', totalPrice: 89_900, currency: 'COP' },
      };
      const { body: made } = await request(host.url, 'POST /api/v1/calls/trigger', {
        key,
        body,
      });
      return String((made as { orderId: string }).orderId);
    },
    async called(id) {
      await until('the order is called', async () => {
        const { body } = await ask(`GET /platform/v1/orders/${id}`);
        return (
          (body as { rounds: { outcome: string | null }[] }).rounds.every(
            ({ outcome }) => outcome !== null,
          ) || undefined
        );
      });
    },
    async cookie(as) {
      const { adminKey } = host;
      const { token } =
        as === 'admin' ? await signInAdmin(table, { adminKey }) : await signIn(table, stored, as);
      return { name: 'recado-session', value: token };
    },
  };
}
