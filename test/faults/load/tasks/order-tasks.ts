import { exampleCall } from '../../../../infra/local/example.ts';
import type { Random } from '../../support/random.ts';
import { acknowledgeOrder } from '../acknowledged.ts';
import type { VirtualUser } from '../virtual-user.ts';

/** The last digits of the phones of simulated customers: each kind once, and two more who confirm. */
const CUSTOMERS = ['0001', '0002', '0003', '0004', '0005', '0006', '0007', '4567', '4568'] as const;

/** Of many numbers, so that only some rounds wait for another round on the same phone line. */
const drawPhone = (random: Random): string => `+1809${random.integer(550, 579)}${random.oneOf(CUSTOMERS)}`;

/** Triggers the call that confirms an order, at times from three clients at once; reports that its parcel moves. */
export async function triggerCall(user: VirtualUser): Promise<void> {
  const { client, tenants, random, acknowledged } = user;
  const externalId = user.uniqueName();
  const key = random.chance(0.3) ? tenants.seller.liveKey : tenants.seller.testKey;
  const body = {
    ...exampleCall,
    customer: { ...exampleCall.customer, phone: drawPhone(random) },
    order: { ...exampleCall.order, externalId, currency: 'DOP' },
  };
  const trigger = async () => {
    const { orderId } = await client.sendUntilAnswered<{ orderId: string }>('POST /api/v1/calls/trigger', {
      key,
      body,
    });
    acknowledgeOrder(acknowledged, externalId, orderId);
    return orderId;
  };
  const [orderId] = await Promise.all(Array.from({ length: random.chance(0.3) ? 3 : 1 }, trigger));
  if (!random.chance(0.3)) return;
  const parcel = { logisticStatus: 'in_transit', trackingNumber: 'CR123456789', carrier: 'InterRapidisimo' };
  await client.sendUntilAnswered(`PATCH /api/v1/orders/${orderId}/status`, { key, body: parcel });
}

/** Creates an order through the orders API, and changes it on its way from status to status. */
export async function sellOrder(user: VirtualUser): Promise<void> {
  const { client, tenants, random, acknowledged } = user;
  const externalId = user.uniqueName();
  const headers = { 'x-tenant-api-key': tenants.seller.testKey };
  const drawItem = () => ({
    name: 'Shirt',
    quantity: random.integer(1, 3),
    price: random.integer(1, 99_999) / 100,
  });
  const { order } = await client.sendUntilAnswered<{ order: { _id: string } }>('POST /v1/orders', {
    headers,
    body: {
      mobile: '+18095554567',
      product_items: [drawItem(), drawItem()],
      external_order_source: 'website',
      external_order_id: externalId,
    },
  });
  acknowledgeOrder(acknowledged, externalId, order._id);
  const path = `/v1/orders/${order._id}`;
  for (const status of ['processing', 'shipped', 'refunded'] as const) {
    if (random.chance(0.3)) {
      const updates = { notes: `Note ${random.integer(1, 1000)}`, product_items: [drawItem()] };
      await client.sendUntilAnswered(`PUT ${path}`, { headers, body: { updates } });
    }
    if (random.chance(0.4)) return;
    await client.sendUntilAnswered(`PUT ${path}/status`, { headers, body: { status } });
  }
}
