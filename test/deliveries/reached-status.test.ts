import { expect, it } from 'vitest';
import { reachedStatuses } from '../../shared/deliveries/delivery/reached-status.ts';
import { loggedDeliveryEvent } from '../../shared/events/logged-event.ts';

it('a delivery reached what it was created with and what changed its status, and nothing that this release cannot read', () => {
  const of = (type: string, step: string, status: string, minute: number, details: object = {}) =>
    loggedDeliveryEvent({
      ...{ pk: 'PARCEL#t#live#IN1', sk: `TIMELINE#0000000${minute}`, entity: 'event', id: `evt_${minute}` },
      ...{ type, tenantId: 't', mode: 'live', deliveryId: 'IN1', sequence: minute },
      at: `2026-01-01T00:0${minute}:00.000Z`,
      data: { step, status, deliveryId: 'IN1', merchantReference: '', temporaryOrderId: null, details },
    });
  expect(
    reachedStatuses([
      of('delivery.created', 'created', 'new', 1),
      of('delivery.opened', 'opened', 'new', 2),
      of('delivery.status_changed', 'accepted', 'accepted', 3),
      of('delivery.noted', 'ready', 'accepted', 4),
      of('delivery.wheel_lost', 'accepted', 'accepted', 5),
      of('delivery.status_changed', 'accepted', 'lost', 6),
      of('delivery.status_changed', 'picked_up', 'picked_up', 7),
    ]),
  ).toEqual([
    { status: 'new', at: '2026-01-01T00:01:00.000Z' },
    { status: 'accepted', at: '2026-01-01T00:03:00.000Z' },
    { status: 'picked_up', at: '2026-01-01T00:07:00.000Z' },
  ]);
});
