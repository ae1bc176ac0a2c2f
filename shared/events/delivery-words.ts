/** Where a delivery is, from booked to delivered or back at the sender's. */
export const deliveryStatuses = [
  'new',
  /** An agent is on the way to the pickup. */
  'accepted',
  'at_pickup',
  'picked_up',
  'in_warehouse',
  'left_warehouse',
  'at_door',
  'delivered',
  'returning',
  'returned',
  'cancelled',
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** The steps that a courier reports. */
export const courierSteps = [
  'ready',
  'accepted',
  'pickup_reached',
  'picked_up',
  'warehouse_entered',
  'warehouse_left',
  'door_reached',
  'delivered',
  'pickup_failed',
  'delivery_failed',
  'rescheduled',
  'reattempted',
  'return_started',
  'returned',
] as const;

export type CourierStep = (typeof courierSteps)[number];

/** The steps of a delivery: those that a courier reports, and those of its merchant. */
export const deliverySteps = ['created', 'opened', ...courierSteps, 'cancelled'] as const;

export type DeliveryStep = (typeof deliverySteps)[number];

/** Why a package goes back. */
export const returnReasons = [
  'wrong_order',
  'unreachable',
  'refused',
  'requested_return',
  'cod_refused',
  'delayed_delivery',
  'agent_issue',
] as const;

export type ReturnReason = (typeof returnReasons)[number];
