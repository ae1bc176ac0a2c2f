import { describe, expect, it } from 'vitest';
import { allowedSteps, finalStatuses, moves } from '../../shared/deliveries/delivery/transitions.ts';
import {
  type CourierStep,
  courierSteps,
  type DeliveryStatus,
  deliveryStatuses,
} from '../../shared/events/delivery-words.ts';

/** Where the steps take a delivery that is there. */
const ways: Readonly<Record<DeliveryStatus, Partial<Record<CourierStep, DeliveryStatus>>>> = {
  new: { ready: 'new', accepted: 'accepted', rescheduled: 'new' },
  accepted: {
    ...{ pickup_reached: 'at_pickup', picked_up: 'picked_up', pickup_failed: 'new' },
    ...{ rescheduled: 'accepted', reattempted: 'accepted' },
  },
  at_pickup: {
    ...{ picked_up: 'picked_up', pickup_failed: 'at_pickup' },
    ...{ rescheduled: 'at_pickup', reattempted: 'at_pickup' },
  },
  picked_up: {
    ...{ warehouse_entered: 'in_warehouse', door_reached: 'at_door', delivered: 'delivered' },
    ...{ delivery_failed: 'picked_up', rescheduled: 'picked_up', reattempted: 'picked_up' },
    ...{ return_started: 'returning', returned: 'returned' },
  },
  in_warehouse: {
    ...{ warehouse_left: 'left_warehouse', rescheduled: 'in_warehouse' },
    ...{ return_started: 'returning', returned: 'returned' },
  },
  left_warehouse: {
    ...{ door_reached: 'at_door', delivered: 'delivered', delivery_failed: 'left_warehouse' },
    ...{ rescheduled: 'left_warehouse', reattempted: 'left_warehouse' },
    ...{ return_started: 'returning', returned: 'returned' },
  },
  at_door: {
    ...{ delivered: 'delivered', delivery_failed: 'at_door', rescheduled: 'at_door' },
    ...{ reattempted: 'at_door', return_started: 'returning' },
  },
  returning: { returned: 'returned' },
  delivered: {},
  returned: {},
  cancelled: {},
};

describe.each(deliveryStatuses)('a delivery that is %s', (status) => {
  it('goes where its step takes it', () => {
    const found = courierSteps.flatMap((step) => {
      const to = moves[step][status];
      return to === undefined ? [] : [[step, to]];
    });
    expect(Object.fromEntries(found)).toEqual(ways[status]);
  });

  it('may be told to be ready once, and accepted from then on', () => {
    const steps = courierSteps.filter((step) => ways[status][step] !== undefined);
    expect(allowedSteps(status, false)).toEqual(steps.filter((step) => step !== 'accepted'));
    expect(allowedSteps(status, true)).toEqual(steps.filter((step) => step !== 'ready'));
  });

  it('is over where no step leads on', () => {
    expect(finalStatuses.includes(status)).toBe(Object.keys(ways[status]).length === 0);
  });
});
