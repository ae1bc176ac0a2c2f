import type { Table } from '../../shared/adapters/dynamo/table.ts';
import type { DispatchMessage } from '../../shared/deliveries/dispatch/booking-message.ts';
import { confirmsCashOrder } from '../../shared/deliveries/dispatch/booking-message.ts';
import { dispatchOrder } from '../../shared/deliveries/dispatch/dispatch-order.ts';
import type { OrderEvent } from '../../shared/events/event.ts';
import { getTimeline } from '../../shared/orders/changes/timeline.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { providersWithAddressesFromEnvironment } from '../../shared/serviceability/providers-with-addresses.ts';
import type { TenantChanges } from '../../shared/tenants/settings/settings.ts';
import { addIndian, type DeliveryApi, onCredit } from '../deliveries/api.ts';
import { inBengaluru, kettleOrder, postOrder } from '../support/api/post-order.ts';
import { knownEvent } from '../support/data/known-event.ts';

/** In the tests' square of Bengaluru. */
export const pickup = {
  name: 'Warehouse',
  phone: '+918040001234',
  address: '1229, HSR Layout, Bengaluru',
  houseNo: '',
  landmark: '',
  pincode: '560102',
  lat: 12.9121,
  lng: 77.6139,
};

export const dispatch = {
  pickup,
  shipType: 'NOW',
  packageSize: 'x-small',
  paymentMode: 'postpaid',
  instructions: 'Ring twice',
  acceptApproximate: false,
} as const;

export const terms: TenantChanges = {
  autoDispatch: true,
  dispatch,
  ...onCredit,
};

export interface DispatchShop {
  tenantId: string;
  key: string;
  /** An order for 600 rupees in cash, confirmed by the merchant. */
  confirmed(changes?: object): Promise<string>;
  setStatus(orderId: string, status: string): Promise<void>;
  order(orderId: string): Promise<Order>;
  events(orderId: string): Promise<OrderEvent[]>;
  /** The messages that the relay sends about the order. */
  messages(orderId: string): Promise<DispatchMessage[]>;
  /** Works off one message. */
  work(message: DispatchMessage | undefined, table?: Table, at?: Date): Promise<void>;
  /** The bookings that the tenant has of the order, by what the ledger says. */
  bookings(): Promise<number>;
}

/** A tenant whose confirmed orders are dispatched, on these settings. */
export async function openShop(api: DeliveryApi, changes: TenantChanges = {}): Promise<DispatchShop> {
  const { tenant, testKey: key } = await addIndian(api.table, { ...terms, ...changes });
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  const providers = providersWithAddressesFromEnvironment();
  const read = async (orderId: string) => {
    const found = await getTimeline(api.table, scope, orderId);
    if (found === undefined) throw new Error(`${orderId} is gone`);
    return { ...found, events: found.events.map(knownEvent) };
  };
  const shop: DispatchShop = {
    tenantId: tenant.id,
    key,
    async confirmed(given = {}) {
      const orderId = await postOrder(api.engine, key, { ...kettleOrder, ...inBengaluru, ...given });
      await shop.setStatus(orderId, 'confirmed');
      return orderId;
    },
    async setStatus(orderId, status) {
      const { status: code, body } = await api.engine.ask(`PUT /v1/orders/${orderId}/status`, {
        headers: { 'x-tenant-api-key': key },
        body: { status },
      });
      if (code !== 200) throw new Error(JSON.stringify(body));
    },
    order: async (orderId) => (await read(orderId)).order,
    events: async (orderId) => (await read(orderId)).events,
    messages: async (orderId) =>
      (await read(orderId)).events
        .filter(confirmsCashOrder)
        .map(({ sequence }) => ({ kind: 'dispatch', ...scope, orderId, sequence })),
    async work(message, table = api.table, at = new Date()) {
      if (message === undefined) throw new Error('Nothing confirmed the order');
      await dispatchOrder({ table, providers, clock: () => at }, message);
    },
    async bookings() {
      const { count } = await api.table.query({
        pk: `LEDGER#${tenant.id}#test`,
        filter: { expression: 'kind = :booking', values: { ':booking': 'booking' } },
      });
      return count;
    },
  };
  return shop;
}
