import { describe, expect, it } from 'vitest';
import { decideEnding } from '../../../shared/calls/outcomes/end-call.ts';
import { currentRound } from '../../../shared/calls/rounds/start-round.ts';
import { decideUpdate, type OrderUpdate } from '../../../shared/orders/changes/update-rule.ts';
import { addressFromText } from '../../../shared/orders/order/address.ts';
import { nextTurnJob } from '../../../shared/orders/order/end-rounds.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder, ending, inProgress, LATER, momentAt, terms } from '../../calls/support/factories.ts';

const AFTER = '2026-11-23T18:00:00.000Z';
const item = { name: 'Galaxy', quantity: 1, price: '90000', sku: null };

function confirmed(): Order {
  const { order, call } = calledOrder();
  const ended = decideEnding(order, inProgress(call), ending('confirmed'), terms(), momentAt(LATER));
  if (ended === undefined) throw new Error('The call did not end');
  return { ...ended.order, version: 2 };
}

const update = (order: Order, changes: OrderUpdate) => decideUpdate(order, changes, momentAt(AFTER));
const types = ({ events }: { events: readonly { type: string }[] }) => events.map(({ type }) => type);

describe('a confirmed order', () => {
  it.each<[string, OrderUpdate]>([
    ['items', { items: [item] }],
    ['total', { total: '80000' }],
    ['address', { address: addressFromText('Calle 9') }],
  ])('with other %s is pending again, without a confirmation', (_, changes) => {
    const before = confirmed();
    const { order, ...draft } = update(before, changes);
    expect(order).toMatchObject({
      status: 'pending',
      contentVersion: 2,
      confirmation: { outcome: 'none', round: 1, attempts: 1, confirmedAt: null },
    });
    expect(order.rounds).toEqual(before.rounds);
    expect(types(draft)).toEqual(['order.updated', 'order.confirmation_reopened', 'order.status_changed']);
    expect(draft.events.at(-1)?.data).toMatchObject({
      ...{ from: 'confirmed', to: 'pending', cause: 'content_changed' },
    });
    expect(currentRound(order, 'confirmation', 24, new Date(AFTER))).toBeUndefined();
  });

  it.each<[string, OrderUpdate]>([
    ['notes', { notes: 'x' }],
    ['payment', { payment: { status: 'paid' } }],
    ['delivery details', { deliveryDetails: { recipient_name: 'Ana' }, trackingNumber: 'T' }],
    ['customer', { customer: { phone: '+573009999999' } }],
    ['the same total', { total: '85600' }],
    [
      'the same address in one text',
      { address: addressFromText('Calle 45 #23-12, Apto 301, Bogota, Cundinamarca') },
    ],
  ])('with other %s stays confirmed', (_, changes) => {
    const before = confirmed();
    const { order } = update(before, changes);
    expect(order).toMatchObject({
      status: 'confirmed',
      contentVersion: 1,
      confirmation: before.confirmation,
      addressFinal: before.addressFinal,
    });
  });

  it('that is in transit stays so, without a confirmation', () => {
    const { order } = update({ ...confirmed(), status: 'shipped' }, { total: '1' });
    expect([order.status, order.confirmation.outcome]).toEqual(['shipped', 'none']);
  });

  it('has the status of the same update', () => {
    expect(update(confirmed(), { total: '1', status: 'confirmed' }).order.status).toBe('confirmed');
  });
});

describe('a cancelled order that is open again', () => {
  it.each(['confirmed', 'cancelled'] as const)(
    'may be called at once, whether its customer %s it',
    (said) => {
      const { order, call } = calledOrder();
      const ended = decideEnding(order, inProgress(call), ending(said), terms(), momentAt(LATER));
      if (ended === undefined) throw new Error('The call did not end');
      const cancelled: Order = { ...ended.order, status: 'cancelled', version: 2 };
      expect(currentRound(cancelled, 'confirmation', 24, new Date(AFTER))).toBeDefined();
      const draft = update(cancelled, { status: 'pending' });
      expect(draft.order).toMatchObject({
        ...{ status: 'pending', contentVersion: 2 },
        confirmation: { outcome: 'none', attempts: 1, confirmedAt: null },
      });
      expect(draft.events[0]).toMatchObject({
        type: 'order.confirmation_reopened',
        data: { outcome: said, ended: [], cause: 'reopened' },
      });
      expect(types(draft)).toEqual(['order.confirmation_reopened', 'order.status_changed']);
      expect(currentRound(draft.order, 'confirmation', 24, new Date(AFTER))).toBeUndefined();
    },
  );

  it('waits for no round that was about the cancelled one', () => {
    const { order } = calledOrder();
    const draft = update({ ...order, status: 'cancelled' }, { status: 'pending' });
    expect(draft.order.rounds.confirmation).toMatchObject({ outcome: 'superseded', finishedAt: AFTER });
    expect(draft.events[0]?.data).toEqual({
      ...{ outcome: 'none', cause: 'reopened' },
      ended: [{ callType: 'confirmation', round: 1 }],
    });
  });
});

describe('a running round', () => {
  it('ends superseded when the order’s content changes, and its dial is over', () => {
    const { order: before } = calledOrder();
    const draft = update(before, { items: [item] });
    expect(draft.order.rounds.confirmation).toEqual({
      ...before.rounds.confirmation,
      outcome: 'superseded',
      finishedAt: AFTER,
      dialAt: null,
    });
    expect(draft.events.find(({ type }) => type === 'order.confirmation_reopened')?.data).toEqual({
      outcome: 'none',
      ended: [{ callType: 'confirmation', round: 1 }],
    });
    expect(types(draft)).not.toContain('call.outcome_final');
  });

  it('no longer confirms: the customer was asked about other content', () => {
    const { order, call } = calledOrder();
    const { order: changed } = update(order, { total: '1' });
    const ended = decideEnding(changed, inProgress(call), ending('confirmed'), terms(), momentAt(AFTER));
    expect(ended?.order).toMatchObject({ status: 'pending', confirmation: { outcome: 'none' } });
    expect(types(ended ?? { events: [] })).toEqual(['call.ended']);
    expect(ended?.queued).toEqual([]);
  });

  it('of an abandoned cart ends too, and the next round waiting for the phone is called', () => {
    const { order } = calledOrder('recovery');
    const { recovery } = order.rounds;
    const rounds = recovery && { recovery: { ...recovery, takesTurns: true as const } };
    const told = (before: Order) => {
      const draft = update(before, { total: '1' });
      expect(draft.order.rounds.recovery).toMatchObject({ outcome: 'superseded', finishedAt: AFTER });
      return draft.events.find(({ type }) => type === 'order.confirmation_reopened');
    };
    expect(told(order)?.job).toBeUndefined();
    expect(told({ ...order, rounds: rounds ?? {} })).toMatchObject({
      data: { outcome: 'none', ended: [{ callType: 'recovery', round: 1 }] },
      job: {
        queue: 'calls',
        body: {
          ...{ kind: 'next-turn', tenantId: 'tnt_1', mode: 'live' },
          ...{ orderId: order.id, callId: '' },
        },
      },
    });
    expect(nextTurnJob(order, [undefined, recovery])).toBeUndefined();
    // One that waits is enough.
    expect(nextTurnJob(order, [undefined, rounds?.recovery])).toMatchObject({ queue: 'calls' });
  });

  it('is not recorded when there is none, without an answer', () => {
    const { order } = calledOrder('office');
    const draft = update(order, { total: '1' });
    expect(types(draft)).toEqual(['order.updated']);
    expect(draft.order.contentVersion).toBe(2);
  });

  it('of an office call continues', () => {
    const { order } = calledOrder('office');
    expect(update(order, { total: '1' }).order.rounds.office).toEqual(order.rounds.office);
  });
});
