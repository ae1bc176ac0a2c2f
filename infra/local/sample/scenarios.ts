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
import type { Replay } from './moved-clock.ts';
import type { PlannedOrder, Scenario } from './plan.ts';
import type { SampleShop } from './shop.ts';

interface ScenarioRun {
  replay: Replay;
  scope: Scope;
  shop: SampleShop;
  planned: PlannedOrder;
  orderId: string;
}

const MINUTE_MS = 60_000;

/** Where the courier takes the deliveries of each scenario, one stop after the other. */
const stops: Partial<Record<Scenario, readonly DeliveryStatus[]>> = {
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
export async function playScenario(run: ScenarioRun): Promise<void> {
  const { replay, scope, shop, planned, orderId } = run;
  const { clock } = replay;
  const byMember = { table: withActor(replay.table, shop.member), clock };
  replay.pass(7 * MINUTE_MS);
  const order = await loadOrder(replay.table, scope, orderId);
  if (order === undefined) throw new Error(`${orderId} does not exist`);
  if (planned.scenario === 'noted') {
    const note = {
      title: 'WhatsApp',
      description: 'Pide entrega después de las 5 p. m.',
      type: 'info',
    } as const;
    await addNote(byMember, scope, orderId, { ...note, metadata: {} }, () => []);
  }
  const way = stops[planned.scenario];
  // One who has not answered yet is not sent anything.
  if (order.status !== 'confirmed') return;
  if (way === undefined) return;
  await deliver(run, order, way);
  if (planned.scenario !== 'refunded') return;
  replay.pass(20 * MINUTE_MS);
  await updateOrder(byMember, scope, orderId, { status: 'refunded' }, () => true);
}

/** A delivery and what is asked of it by the courier; one that cannot be booked leaves why on the order. */
async function deliver(
  { replay, shop, scope, orderId }: ScenarioRun,
  order: Order,
  way: readonly DeliveryStatus[],
): Promise<void> {
  const { clock } = replay;
  const providers = { ...providersFromEnvironment(), addresses: nowhere };
  const byMember = { table: withActor(replay.table, shop.member), clock, providers };
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
    await changeOrder(replay, scope, orderId, (now, context) => notDispatched(draftOf(now), context, booked));
    return;
  }
  const byCourier = { table: withActor(replay.table, { kind: 'courier' }), clock };
  for (const stop of way) {
    replay.pass(11 * MINUTE_MS);
    await walkDelivery(byCourier, scope, booked.delivery.id, stop);
  }
}

/** All sample orders come with coordinates. */
const nowhere = { locate: async () => undefined };
