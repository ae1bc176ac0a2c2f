import { type CourierStep, courierSteps, type DeliveryStatus } from '../../events/delivery-words.ts';

type Moves = Readonly<Partial<Record<DeliveryStatus, DeliveryStatus>>>;

const stays = (...statuses: DeliveryStatus[]): Moves =>
  Object.fromEntries(statuses.map((status) => [status, status]));

const all = (to: DeliveryStatus, ...from: DeliveryStatus[]): Moves =>
  Object.fromEntries(from.map((status) => [status, to]));

/**
 * Where each step takes a delivery, from the statuses in which it may happen: the reference's two tables of statuses
 * in one. A pickup that fails gives the order back to all agents until one of them has reached it. A customer who refuses
 * to pay does so at the door, so a return may begin there too.
 */
export const moves: Readonly<Record<CourierStep, Moves>> = {
  ready: stays('new'),
  accepted: all('accepted', 'new'),
  pickup_reached: all('at_pickup', 'accepted'),
  picked_up: all('picked_up', 'accepted', 'at_pickup'),
  warehouse_entered: all('in_warehouse', 'picked_up'),
  warehouse_left: all('left_warehouse', 'in_warehouse'),
  door_reached: all('at_door', 'picked_up', 'left_warehouse'),
  delivered: all('delivered', 'picked_up', 'left_warehouse', 'at_door'),
  pickup_failed: { accepted: 'new', at_pickup: 'at_pickup' },
  delivery_failed: stays('picked_up', 'left_warehouse', 'at_door'),
  rescheduled: stays(
    'new',
    'accepted',
    'at_pickup',
    'picked_up',
    'in_warehouse',
    'left_warehouse',
    'at_door',
  ),
  reattempted: stays('accepted', 'at_pickup', 'picked_up', 'left_warehouse', 'at_door'),
  return_started: all('returning', 'picked_up', 'in_warehouse', 'left_warehouse', 'at_door'),
  returned: all('returned', 'returning', 'picked_up', 'in_warehouse', 'left_warehouse'),
};

/** The steps that may happen to a delivery in a status. */
export const allowedSteps = (status: DeliveryStatus, isReadyToShip: boolean): CourierStep[] =>
  courierSteps.filter((step) => {
    if (step === 'ready' && isReadyToShip) return false;
    if (step === 'accepted' && !isReadyToShip) return false;
    return moves[step][status] !== undefined;
  });

export const finalStatuses: readonly DeliveryStatus[] = ['delivered', 'returned', 'cancelled'];
