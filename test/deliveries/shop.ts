import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import type { Cancellation } from '../../shared/events/delivery-events.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import type { TenantChanges } from '../../shared/tenants/settings/settings.ts';
import type { HandlerResponse } from '../support/api/respond.ts';
import { addIndian, type DeliveryApi, dataOf } from './api.ts';
import { type Audited, audit } from './audit.ts';

/** Rupees for the reference's order in the tests' region. */
export const PRICE = 118;

/** A cancellation as a client of the API asks for it. */
export const byUser: Cancellation = {
  reason: 'any',
  comments: '',
  by: { kind: 'user', id: '', name: '' },
};

export interface DeliveryShop {
  tenantId: string;
  key: string;
  ask(request: string, body?: unknown): Promise<HandlerResponse>;
  /** An order for 600 rupees to be paid at the door. @returns its id */
  order(changes?: object): Promise<string>;
  update(orderId: string, updates: object): Promise<HandlerResponse>;
  /** The reference's order of a delivery, on credit. */
  book(changes?: object): Promise<HandlerResponse>;
  /** The same from the business wallet. */
  buy(changes?: object): Promise<HandlerResponse>;
  credit(amount: number): Promise<void>;
  paymentOf(temporaryOrderID: unknown): Promise<Record<string, unknown>>;
  walk(orderID: unknown, status: string): Promise<HandlerResponse>;
  report(orderID: unknown, event: string, details?: object): Promise<HandlerResponse>;
  orderAt(orderId: string): Promise<Order>;
  deliveryAt(orderID: unknown): Promise<Delivery>;
  /** The lines of an order's timeline with that title. */
  lines(orderId: string, title: string): Promise<{ description: string; metadata: unknown }[]>;
  books(): Promise<Audited>;
}

/** A tenant with credit and a fund account, and what it does to its orders and deliveries. */
export async function openDeliveryShop(api: DeliveryApi, terms: TenantChanges = {}): Promise<DeliveryShop> {
  const { tenant, testKey: key } = await addIndian(api.table, {
    postpaid: { enabled: true, limit: 100_000 },
    fundAccounts: [{ id: 'fa_1', primary: true }],
    ...terms,
  });
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  const orders = (request: string, body?: unknown) =>
    api.engine.ask(request, {
      headers: { 'x-tenant-api-key': key },
      ...(body !== undefined && { body }),
    });
  const ask = (request: string, body?: unknown) => api.ask(request, key, body);
  const create = (changes: object) =>
    ask('POST /v2/order/create', { ...createExample, otps: null, collectionsAmount: null, ...changes });
  return {
    tenantId: tenant.id,
    key,
    ask,
    async order(changes = {}) {
      const { body } = await orders('POST /v1/orders', {
        mobile: '+919812345678',
        name: 'Asha',
        product_items: [{ name: 'Kettle', quantity: 1, price: 600 }],
        delivery_details: { address: '12 MG Road, Bengaluru' },
        ...changes,
      });
      return (body as { order: { _id: string } }).order._id;
    },
    update: (orderId, updates) => orders(`PUT /v1/orders/${orderId}`, { updates }),
    book: (changes = {}) => create({ paymentMode: 'postpaid', ...changes }),
    buy: (changes = {}) => create({ paymentMode: 'wallet', ...changes }),
    async credit(amount) {
      const { status } = await ask('POST /v2/test/wallet', { walletType: 'business', amount });
      if (status !== 200) throw new Error(`The credit was answered ${status}`);
    },
    paymentOf: async (id) => dataOf(await ask(`GET /v2/order/payment-status?temporaryOrderID=${id}`)),
    walk: (orderID, status) => ask('POST /v2/test/order/status', { orderID, status }),
    report: (orderID, event, details = {}) =>
      api.engine.ask(`POST /platform/v1/deliveries/${orderID}/events`, { key, body: { event, ...details } }),
    orderAt: async (orderId) =>
      (await loadOrder(api.table, { tenantId: tenant.id, mode: 'test' }, orderId)) as Order,
    deliveryAt: async (orderID) =>
      (await api.table.get({
        pk: `PARCEL#${tenant.id}#test#${orderID}`,
        sk: 'PARCEL',
      })) as unknown as Delivery,
    async lines(orderId, title) {
      const { body } = await orders(`GET /v1/orders/${orderId}/timeline`);
      const lines = body as { title: string; description: string; metadata: unknown }[];
      return lines
        .filter((line) => line.title === title)
        .map(({ description, metadata }) => ({ description, metadata }));
    },
    books: () => audit(api.table, scope),
  };
}
