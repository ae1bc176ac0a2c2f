import type { WebhookDelivery } from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { fixture, receiver } from './setting.ts';

/** The body of a pending delivery, with characters of two and four bytes. */
const BODY = '{"event":"call.outcome_final","name":"Ñandú 📦"}';

/** A delivery to an endpoint of the receiver, with the message in the queue that requests its first attempt. */
export async function pending(changes: { url?: string; enabled?: boolean } = {}): Promise<WebhookDelivery> {
  const { id: endpointId } = await fixture.addEndpoint({ url: receiver.url, ...changes });
  const delivery = await fixture.addDelivery({ endpointId, eventId: 'evt_1', orderId: 'ord_1', body: BODY });
  await fixture.ask(delivery);
  return delivery;
}
