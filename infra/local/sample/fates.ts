import { Problem } from '../../../shared/base/problem.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { failuresOf } from '../../../shared/deliveries/dispatch/book-now-or-later.ts';
import { bookOrder } from '../../../shared/deliveries/dispatch/book-order.ts';
import { notDispatched } from '../../../shared/deliveries/dispatch/dispatch-rule.ts';
import { walkDelivery } from '../../../shared/deliveries/lifecycle/walk-delivery.ts';
import type { DeliveryStatus } from '../../../shared/events/delivery-words.ts';
import { withActor } from '../../../shared/events/with-actor.ts';
import { changeOrder } from '../../../shared/orders/changes/change-order.ts';
import { addNote } from '../../../shared/orders/changes/timeline.ts';
import { updateOrder } from '../../../shared/orders/changes/update-order.ts';
import { draftOf } from '../../../shared/orders/order/draft.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { providersFromEnvironment } from '../../../shared/serviceability/providers.ts';
import type { Past } from './moved-clock.ts';
import type { Fate, PlannedOrder } from './plan.ts';
import type { SampleShop } from './shop.ts';

interface Life {
  past: Past;
  scope: Scope;
  shop: SampleShop;
  planned: PlannedOrder;
  orderId: string;
}

const MINUTE_MS = 60_000;

/** Where the courier takes the deliveries of each fate, one stop after the other. */
const stops: Partial<Record<Fate, readonly DeliveryStatus[]>> = {
  booked: [],
  could_not_be_booked: [],
  picked_up: ['accepted', 'at_pickup', 'picked_up'],
  at_the_door: ['accepted', 'picked_up', 'at_door'],
  delivered: ['accepted', 'at_pickup', 'picked_up', 'at_door', 'delivered'],
  paid_before: ['accepted', 'picked_up', 'delivered'],
  refunded: ['accepted', 'picked_up', 'delivered'],
  returning: ['accepted', 'picked_up', 'at_door', 'returning'],
  returned: ['accepted', 'picked_up', 'at_door', 'returning', 'returned'],
};

/** The course of an order after its calls. */
export async function live(life: Life): Promise<void> {
  const { past, scope, shop, planned, orderId } = life;
  const { clock } = past;
  const byMember = { table: withActor(past.table, shop.member), clock };
  past.pass(7 * MINUTE_MS);
  const order = await loadOrder(past.table, scope, orderId);
  if (order === undefined) throw new Error(`${orderId} does not exist`);
  if (planned.fate === 'noted') {
    const note = {
      title: 'WhatsApp',
      description: 'Pide entrega después de las 5 p. m.',
      type: 'info',
    } as const;
    await addNote(byMember, scope, orderId, { ...note, metadata: {} }, () => []);
  }
  const way = stops[planned.fate];
  // One who has not answered yet is not sent anything.
  if (order.status !== 'confirmed') return;
  if (way === undefined) return;
  await deliver(life, order, way);
  if (planned.fate !== 'refunded') return;
  past.pass(20 * MINUTE_MS);
  await updateOrder(byMember, scope, orderId, { status: 'refunded' }, () => true);
}

/** A delivery and what is asked of it by the courier; one that cannot be booked leaves why on the order. */
async function deliver(
  { past, shop, scope, orderId }: Life,
  order: Order,
  way: readonly DeliveryStatus[],
): Promise<void> {
  const { clock } = past;
  const providers = { ...providersFromEnvironment(), addresses: nowhere };
  const byMember = { table: withActor(past.table, shop.member), clock, providers };
  const booked = await bookOrder(
    byMember,
    order,
    () => {},
    () => [],
  ).catch((thrown) => {
    if (!(thrown instanceof Problem) || thrown.code !== 'delivery_refused') throw thrown;
    return failuresOf(thrown);
  });
  if (!('delivery' in booked)) {
    await changeOrder(past, scope, orderId, (now, context) => notDispatched(draftOf(now), context, booked));
    return;
  }
  const byCourier = { table: withActor(past.table, { kind: 'courier' }), clock };
  for (const stop of way) {
    past.pass(11 * MINUTE_MS);
    await walkDelivery(byCourier, scope, booked.delivery.id, stop);
  }
}

/** All sample orders come with coordinates. */
const nowhere = { locate: async () => undefined };
