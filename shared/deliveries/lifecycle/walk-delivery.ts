import type { Scope } from '../../base/scope.ts';
import { type CourierStep, courierSteps, type DeliveryStatus } from '../../events/delivery-words.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import { toMajor } from '../../serviceability/pricing/money.ts';
import { cancelDelivery } from '../booking/cancel-delivery.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { loadDelivery } from '../delivery/delivery-store.ts';
import { refuseDelivery } from '../delivery/refuse-delivery.ts';
import { moves } from '../delivery/transitions.ts';
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
  if (to === 'cancelled')
    return cancelDelivery(
      services,
      scope,
      { deliveryId: deliveryId, cancellation: testCancellation },
      () => [],
    );
  const way = eventsBetween(delivery.status, to);
  if (way === undefined)
    throw refuseDelivery('invalid_details', `No way leads from {${delivery.status}} to {${to}}`);
  const steps = delivery.isReadyToShip || delivery.status !== 'new' ? way : startingWithReady(way);
  let walked = delivery;
  for (const step of steps)
    walked = await reportEvent(
      services,
      scope,
      deliveryId,
      reportOf(step, delivery),
      () => {},
      () => [],
    );
  return walked;
}

const testCancellation = {
  reason: 'Cancelled in the test environment',
  comments: '',
  by: { kind: 'system', id: '', name: '' },
} as const;

const startingWithReady = (way: readonly CourierStep[]): CourierStep[] =>
  way.length === 0 ? [] : ['ready', ...way];

/** The fewest steps from one status to another; undefined when there is no way. */
function eventsBetween(from: DeliveryStatus, to: DeliveryStatus): CourierStep[] | undefined {
  const ways = new Map<DeliveryStatus, CourierStep[]>([[from, []]]);
  for (const [status, way] of ways)
    for (const step of courierSteps) {
      const next = moves[step][status];
      if (next !== undefined && !ways.has(next)) ways.set(next, [...way, step]);
    }
  return ways.get(to);
}

const reportOf = (step: CourierStep, { collection, price, drop }: Delivery): CourierReport => ({
  step,
  agent,
  otpOverrideReason: 'Test environment',
  coordinates: { lat: drop.lat, lng: drop.lng },
  ...(step === 'delivered' && collection && { cashCollected: toMajor(collection.amount, price.currency) }),
  ...(step === 'return_started' && { reasonCode: 'refused' }),
  ...(step.startsWith('warehouse_') && { warehouse: { name: 'Test Warehouse' } }),
});
