import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../shared/deliveries/delivery/delivery.ts';
import { type CourierReport, detailsOf, otpSideOf } from '../../shared/deliveries/lifecycle/details.ts';
import { type CourierStep, courierSteps } from '../../shared/events/delivery-words.ts';

const agent = { name: 'Ravi', phone: '3333333333' };
const coordinates = { lat: 12.9, lng: 77.6 };

/** All that a courier may report. */
const whole = (step: CourierStep): CourierReport => ({
  ...{ step, agent, coordinates, otp: '1234', otpOverrideReason: 'No phone', cashCollected: 5 },
  ...{ reasonCode: 'wrong_order', reason: 'Not theirs', comments: 'Rude dog' },
  ...{ warehouse: { name: 'North', address: 'Ring Road' }, scheduledAt: '2026-11-24T09:00:00.000Z' },
});
const why = { reasonCode: 'wrong_order', reason: 'Not theirs', comments: 'Rude dog' };
const handover = { agent, handover: { coordinates } };

describe('the details of a step', () => {
  const kept: Readonly<Record<CourierStep, object>> = {
    ready: {},
    accepted: { agent },
    pickup_reached: { agent },
    door_reached: { agent },
    picked_up: handover,
    delivered: handover,
    returned: handover,
    warehouse_entered: { warehouse: { name: 'North', address: 'Ring Road' } },
    warehouse_left: { warehouse: { name: 'North', address: 'Ring Road' } },
    return_started: why,
    pickup_failed: why,
    delivery_failed: why,
    reattempted: why,
    rescheduled: { ...why, scheduledAt: '2026-11-24T09:00:00.000Z' },
  };

  it.each(courierSteps)('%s are those that belong to it', (step) => {
    expect(detailsOf(whole(step), agent, undefined)).toEqual(kept[step]);
  });

  const bare: Readonly<Partial<Record<CourierStep, object>>> = {
    picked_up: { handover: { coordinates: null } },
    delivered: { handover: { coordinates: null } },
    returned: { handover: { coordinates: null } },
    warehouse_entered: { warehouse: { name: '', address: '' } },
    warehouse_left: { warehouse: { name: '', address: '' } },
    return_started: { comments: '' },
    pickup_failed: { comments: '' },
    delivery_failed: { comments: '' },
    reattempted: { comments: '' },
    rescheduled: { comments: '' },
  };

  it.each(courierSteps)('%s without any are empty', (step) => {
    expect(detailsOf({ step }, null, undefined)).toStrictEqual(bare[step] ?? {});
  });

  it('of a handover say whether its password was given', () => {
    const otp = { verified: true, phone: '1111111111' };
    expect(detailsOf({ step: 'delivered' }, null, otp)).toEqual({ handover: { coordinates: null, otp } });
    expect(detailsOf({ step: 'accepted' }, null, otp)).toEqual({});
  });

  it('of a warehouse may lack its address', () => {
    const report = { step: 'warehouse_left', warehouse: { name: 'North' } } as const;
    expect(detailsOf(report, null, undefined)).toEqual({ warehouse: { name: 'North', address: '' } });
  });
});

describe('the side whose password a step needs', () => {
  const sender = { name: 'Shop' };
  const receiver = { name: 'Asha' };
  const of = (step: CourierStep, otpDisabled = { sender: false, receiver: true }) =>
    otpSideOf(step, { sender, receiver, otpDisabled } as unknown as Delivery);

  it.each(courierSteps)('%s', (step) => {
    const sides: Partial<Record<CourierStep, object>> = {
      picked_up: { side: 'pickup', person: sender, isDisabled: false },
      delivered: { side: 'drop', person: receiver, isDisabled: true },
      returned: { side: 'return', person: sender, isDisabled: false },
    };
    expect(of(step)).toEqual(sides[step]);
  });

  it('has none to give where that is disabled', () => {
    const disabled = { sender: true, receiver: false };
    expect([of('picked_up', disabled), of('returned', disabled), of('delivered', disabled)]).toMatchObject([
      { isDisabled: true },
      { isDisabled: true },
      { isDisabled: false },
    ]);
  });
});
