import type { DeliveryStatus } from '../events/delivery-words.ts';

export const courierEvents = [
  'READY_TO_SHIP',
  'AGENT_ACCEPTED_ORDER',
  'PICK_REACHED',
  'PICK_DONE',
  'WAREHOUSE_DROP_DONE',
  'WAREHOUSE_PICK_DONE',
  'DROP_REACHED',
  'DROP_DONE',
  'PICK_FAILED',
  'DROP_FAILED',
  'RESCHEDULED',
  'REATTEMPT',
  'RETURN_INITIATED',
  'RETURN_DONE',
] as const;

export type CourierEvent = (typeof courierEvents)[number];

type Moves = Readonly<Partial<Record<DeliveryStatus, DeliveryStatus>>>;

const stays = (...statuses: DeliveryStatus[]): Moves =>
  Object.fromEntries(statuses.map((status) => [status, status]));

const all = (to: DeliveryStatus, ...from: DeliveryStatus[]): Moves =>
  Object.fromEntries(from.map((status) => [status, to]));

/**
 * Where each event takes a delivery, from the statuses in which it may happen: the reference's two tables of statuses
 * in one. A pickup that fails gives the order back to all agents until one of them has reached it. Whoever refuses to
 * pay does so at the door, so a return may begin there too.
 */
export const moves: Readonly<Record<CourierEvent, Moves>> = {
  READY_TO_SHIP: stays('NEW'),
  AGENT_ACCEPTED_ORDER: all('STARTED', 'NEW'),
  PICK_REACHED: all('PICKUPREACHED', 'STARTED'),
  PICK_DONE: all('PICKUPCOMPLETED', 'STARTED', 'PICKUPREACHED'),
  WAREHOUSE_DROP_DONE: all('WH_DROP', 'PICKUPCOMPLETED'),
  WAREHOUSE_PICK_DONE: all('WH_PICK', 'WH_DROP'),
  DROP_REACHED: all('DROPREACHED', 'PICKUPCOMPLETED', 'WH_PICK'),
  DROP_DONE: all('DROPCOMPLETED', 'PICKUPCOMPLETED', 'WH_PICK', 'DROPREACHED'),
  PICK_FAILED: { STARTED: 'NEW', PICKUPREACHED: 'PICKUPREACHED' },
  DROP_FAILED: stays('PICKUPCOMPLETED', 'WH_PICK', 'DROPREACHED'),
  RESCHEDULED: stays(
    'NEW',
    'STARTED',
    'PICKUPREACHED',
    'PICKUPCOMPLETED',
    'WH_DROP',
    'WH_PICK',
    'DROPREACHED',
  ),
  REATTEMPT: stays('STARTED', 'PICKUPREACHED', 'PICKUPCOMPLETED', 'WH_PICK', 'DROPREACHED'),
  RETURN_INITIATED: all('RETURN_INITIATED', 'PICKUPCOMPLETED', 'WH_DROP', 'WH_PICK', 'DROPREACHED'),
  RETURN_DONE: all('RETURNED', 'RETURN_INITIATED', 'PICKUPCOMPLETED', 'WH_DROP', 'WH_PICK'),
};

/** The events that may happen to a delivery in a status. */
export const allowedEvents = (status: DeliveryStatus, isReadyToShip: boolean): CourierEvent[] =>
  courierEvents.filter((event) => {
    if (event === 'READY_TO_SHIP' && isReadyToShip) return false;
    if (event === 'AGENT_ACCEPTED_ORDER' && !isReadyToShip) return false;
    return moves[event][status] !== undefined;
  });

export const finalStatuses: readonly DeliveryStatus[] = ['DROPCOMPLETED', 'RETURNED', 'CANCELLED'];
