import type { Scope } from '../../base/scope.ts';
import type { DeliveryStatus } from '../../events/delivery-words.ts';
import type { OrderServices } from '../../orders/change-order.ts';
import { toMajor } from '../../serviceability/pricing/money.ts';
import { cancelDelivery } from '../cancel-delivery.ts';
import type { Delivery } from '../delivery.ts';
import { loadDelivery } from '../delivery-store.ts';
import { refuseDelivery } from '../refuse-delivery.ts';
import { type CourierEvent, courierEvents, moves } from '../transitions.ts';
import type { CourierReport } from './details.ts';
import { reportEvent } from './report-event.ts';

const agent = { name: 'Test Agent', phone: '9000000000' };

/**
 * Walks a delivery of the test environment to a status, by the fewest steps and with a made-up agent.
 * @throws Problem delivery_refused: what `cancelDelivery` throws, and invalid_details when no way leads there
 */
export async function walkDelivery(
  services: OrderServices,
  scope: Scope,
  deliveryId: string,
  to: DeliveryStatus,
): Promise<Delivery> {
  const delivery = await loadDelivery(services.table, scope, deliveryId);
  if (to === 'CANCELLED')
    return cancelDelivery(services, scope, { orderID: deliveryId, cancellation: byUs }, () => []);
  const way = eventsBetween(delivery.status, to);
  if (way === undefined)
    throw refuseDelivery('invalid_details', `No way leads from ${delivery.status} to ${to}`);
  const steps = delivery.isReadyToShip || delivery.status !== 'NEW' ? way : readyFirst(way);
  let walked = delivery;
  for (const event of steps)
    walked = await reportEvent(
      services,
      scope,
      deliveryId,
      reportOf(event, delivery),
      () => {},
      () => [],
    );
  return walked;
}

const byUs = {
  reason: 'Cancelled in the test environment',
  comments: '',
  cancelledByUserType: 'System',
  cancelledByUserID: '',
  cancelledByUserName: '',
} as const;

const readyFirst = (way: readonly CourierEvent[]): CourierEvent[] =>
  way.length === 0 ? [] : ['READY_TO_SHIP', ...way];

/** The fewest events from one status to another; undefined when there is no way. */
export function eventsBetween(from: DeliveryStatus, to: DeliveryStatus): CourierEvent[] | undefined {
  const ways = new Map<DeliveryStatus, CourierEvent[]>([[from, []]]);
  for (const [status, way] of ways)
    for (const event of courierEvents) {
      const next = moves[event][status];
      if (next !== undefined && !ways.has(next)) ways.set(next, [...way, event]);
    }
  return ways.get(to);
}

const reportOf = (event: CourierEvent, { collection, price, drop }: Delivery): CourierReport => ({
  event,
  agent,
  otpOverrideReason: 'Test environment',
  coordinates: { lat: drop.lat, lng: drop.lng },
  ...(event === 'DROP_DONE' && collection && { cashCollected: toMajor(collection.amount, price.currency) }),
  ...(event === 'RETURN_INITIATED' && { reasonCode: 'REFUSED' }),
  ...(event.startsWith('WAREHOUSE_') && { warehouse: { name: 'Test Warehouse' } }),
});
