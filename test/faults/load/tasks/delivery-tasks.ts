import { createExample } from '../../../../functions/delivery/bookings/create-body.ts';
import type { VirtualUser } from '../virtual-user.ts';

/** Credits the wallet that deliveries are paid from. */
export async function creditWallet({ client, tenants, random, acknowledged }: VirtualUser): Promise<void> {
  const amount = random.integer(100, 900);
  const headers = { 'x-api-key': tenants.shipper.testKey };
  const body = { amount, walletType: 'business' };
  await client.sendUntilAnswered('POST /v2/test/wallet', { headers, body });
  acknowledged.credits.push(amount);
}

const agent = { name: 'John Doe', phone: '12345678990' };
const coordinates = { lat: 12.91078857846555, lng: 77.63199025301438 };
const STEPS = [
  { event: 'AGENT_ACCEPTED_ORDER', agent },
  { event: 'PICK_REACHED' },
  { event: 'PICK_DONE', otp: '1234', coordinates },
] as const;

/** Books a delivery, and cancels it or takes it some steps further. A temporary order is left waiting for money. */
export async function bookDelivery({ client, tenants, random, acknowledged }: VirtualUser): Promise<void> {
  const key = tenants.shipper.testKey;
  const headers = { 'x-api-key': key };
  const { data } = await client.sendUntilAnswered<{ data: { orderID: string; temporaryOrderID: string } }>(
    'POST /v2/order/create',
    { headers, body: createExample },
  );
  if (data.orderID === '') return void acknowledged.temporaryOrders.add(data.temporaryOrderID);
  acknowledged.deliveries.add(data.orderID);
  if (random.chance(0.3)) {
    const body = { orderID: data.orderID, reason: 'any reason' };
    return void (await client.sendUntilAnswered('POST /v2/order/cancel', { headers, body }));
  }
  for (const body of STEPS.slice(0, random.integer(0, STEPS.length)))
    await client.sendUntilAnswered(`POST /platform/v1/deliveries/${data.orderID}/events`, { key, body });
}
