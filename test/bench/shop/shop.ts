import type { Tenant } from '../../../shared/tenants/tenant/tenant.ts';
import { type Api, createApi } from './api.ts';

/** A tenant to measure with: no limit that the bench could meet, and customers who answer at once. */
export interface Shop {
  tenant: Tenant;
  adminKey: string;
  testKey: string;
  liveKey: string;
}

/** The shop's ways to a host. */
export interface ShopApi extends Shop {
  url: string;
  admin: Api;
  test: Api;
  live: Api;
}

export const apiOf = (shop: Shop, url: string): ShopApi => ({
  ...shop,
  url,
  admin: createApi(url, shop.adminKey),
  test: createApi(url, shop.testKey),
  live: createApi(url, shop.liveKey),
});

/** Makes a shop through the public API. */
export async function openShop(url: string, adminKey: string): Promise<Shop> {
  const admin = createApi(url, adminKey);
  const { id } = await admin.call<Tenant>('POST', '/platform/v1/tenants', {
    name: 'Mi Tienda',
    country: 'CO',
    currency: 'COP',
    domain: 'mitienda.myshopify.com',
  });
  const limit = 1_000_000;
  const tenant = await admin.call<Tenant>('PATCH', `/platform/v1/tenants/${id}`, {
    limits: { confirmation: limit, orders: limit, delivery: limit, platform: limit },
    talkTimeSeconds: 0,
  });
  const makeKey = async (mode: 'live' | 'test'): Promise<string> =>
    (await admin.call<{ key: string }>('POST', `/platform/v1/tenants/${id}/api-keys`, { mode })).key;
  return { tenant, adminKey, testKey: await makeKey('test'), liveKey: await makeKey('live') };
}

/** Leaves half an hour in three days to call in: what is triggered now is stored now, and called then. */
export async function closeShop({ admin, tenant }: ShopApi): Promise<void> {
  const day = weekdays[(new Date().getUTCDay() + 3) % 7];
  const callingHours = { [String(day)]: [{ from: '10:00', to: '10:30' }], applyInTest: true };
  await admin.call('PATCH', `/platform/v1/tenants/${tenant.id}`, { callingHours });
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The body of a trigger for a new order, as the reference's own example has it. */
export const triggerBody = (externalId: string, phone: string) => ({
  source: 'chateapro',
  callType: 'confirmation',
  customer: { name: 'Juan Perez', phone, ns: 'contact_123', city: 'Bogota' },
  address: { address1: 'Calle 45 #23-12', address2: 'Apto 301', city: 'Bogota', province: 'Cundinamarca' },
  order: { externalId, products: 'Samsung Galaxy S25 x1', totalPrice: 85600, currency: 'COP' },
});

/** The body of a new order of the orders dialect, like the reference's own example. */
export const newOrderBody = (externalId: string, mobile: string) => ({
  mobile,
  name: 'John Doe',
  email: 'john@example.com',
  product_items: [
    { product_retailer_id: 'SKU-001', name: 'Premium T-Shirt', quantity: 2, price: 599 },
    { product_retailer_id: 'SKU-002', name: 'Classic Jeans', quantity: 1, price: 1299 },
  ],
  delivery_details: {
    recipient_name: 'John Doe',
    phone: '+919876543210',
    address: '123 Main Street, Apartment 4B, Mumbai, Maharashtra 400001',
  },
  external_order_source: 'website',
  external_order_id: externalId,
  notes: 'Please deliver before 6 PM',
});

/** A Colombian mobile number, another one for each number below 500,000. Its simulated owner confirms every order. */
export const phoneNumber = (n: number): string => `+5730${String(n).padStart(6, '0')}15`;
