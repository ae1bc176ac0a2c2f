import { describe, expect, it } from 'vitest';
import { type SentUpdate, withoutShown } from '../../../shared/orders/changes/sent-back.ts';
import { decideUpdate, type OrderUpdate } from '../../../shared/orders/changes/update-rule.ts';
import { addressFromText } from '../../../shared/orders/order/address.ts';
import type { JsonObject, Order } from '../../../shared/orders/order/order.ts';
import { MAX_ORDER_BYTES } from '../../../shared/orders/order/order-size.ts';
import { calledOrder, LATER, momentAt, NOON } from '../../calls/support/factories.ts';

/** An order that nobody was called about. */
const order: Order = {
  ...calledOrder().order,
  ...{ rounds: {}, addressFinal: 'Calle 45', notes: 'Ring twice', customizations: { color: 'red' } },
  deliveryDetails: { recipient_name: 'Ana', location: { latitude: 1, longitude: 2 } },
};
const item = { name: 'Kettle', quantity: 2, price: '300.5', sku: null };
const free = { name: 'Manual', quantity: 3, price: null, sku: null };

const update = (changes: OrderUpdate, of = order) => decideUpdate(of, changes, momentAt(LATER));
const eventsOf = ({ events }: ReturnType<typeof update>) => events.map(({ type, data }) => [type, data]);
const state = (changes: object = {}) => ({
  ...{ status: 'pending', confirmation: 'none', logistics: 'none' },
  payment: { method: 'cod', status: 'unpaid' },
  ...changes,
});

it('an update of nothing leaves no trace', () => {
  for (const changes of [
    {},
    { notes: 'Ring twice' },
    { customer: { name: undefined } },
    { total: '85600' },
  ]) {
    const draft = update(changes);
    expect(draft.order).toBe(order);
    expect(draft.events).toEqual([]);
  }
});

describe('the fields of an order', () => {
  it.each<[string, OrderUpdate, Partial<Order>, string[]]>([
    ['name', { customer: { name: 'Eva' } }, { customer: { ...order.customer, name: 'Eva' } }, ['customer']],
    ['notes', { notes: 'x' }, { notes: 'x' }, ['notes']],
    ['no notes', { notes: null }, { notes: null }, ['notes']],
    ['method of delivery', { deliveryMethod: 'pickup' }, { deliveryMethod: 'pickup' }, ['deliveryMethod']],
    ['customizations', { customizations: {} }, { customizations: {} }, ['customizations']],
    ['no customizations', { customizations: null }, { customizations: null }, ['customizations']],
    [
      'number of the parcel',
      { trackingNumber: 'T1' },
      { logistics: { ...order.logistics, trackingNumber: 'T1' } },
      ['logistics'],
    ],
  ])('change alone: %s', (_what, changes, after, names) => {
    const draft = update(changes);
    expect(draft.order).toEqual({
      ...{ ...order, ...after, updatedAt: LATER, eventCount: order.eventCount + 1 },
      contentRevision: draft.order.contentRevision,
    });
    expect(eventsOf(draft)).toEqual([['order.updated', { changes: names, order: state() }]]);
  });

  it('take no number of a parcel away that is not named, and one that is', () => {
    const numbered = { ...order, logistics: { ...order.logistics, trackingNumber: 'T1' } };
    expect(update({ notes: 'x' }, numbered).order.logistics.trackingNumber).toBe('T1');
    expect(update({ trackingNumber: null }, numbered).order.logistics.trackingNumber).toBeNull();
  });

  it('are whole amounts where their currency has no smaller coins', () => {
    const changes: OrderUpdate = {
      ...{ items: [item, { ...item, price: '1' }], total: '2.5', payment: { note: { amount: '3.5' } } },
    };
    const issue = (field: string) => ({ field, rule: 'whole_amount', expected: 'JPY' });
    expect(() => update(changes, { ...order, currency: 'JPY' })).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        details: {
          issues: [
            issue('updates.product_items.0.price'),
            issue('updates.final_amount'),
            issue('updates.payment_info.amount'),
          ],
        },
      }),
    );
    const halves: OrderUpdate = { items: [{ ...item, price: '101', quantity: 1.5 }] };
    expect(() => update(halves, { ...order, currency: 'JPY' })).toThrow(
      expect.objectContaining({ details: { issues: [issue('updates.final_amount')] } }),
    );
    const whole: OrderUpdate = { total: '2', payment: { note: { amount: '3' } } };
    expect(update(whole, { ...order, currency: 'JPY' }).order.total).toBe('2');
  });

  it('may not outgrow the order’s item, but one that did may shrink', () => {
    const large = 'x'.repeat(MAX_ORDER_BYTES);
    expect(() => update({ notes: large })).toThrow(expect.objectContaining({ code: 'order_too_large' }));
    const before = { ...order, notes: `${large}yy` };
    expect(update({ notes: large }, before).order.notes).toBe(large);
  });
});

describe('details of the delivery', () => {
  const details = (changes: JsonObject, of = order) => update({ deliveryDetails: changes }, of);

  it('change one by one, and null removes one', () => {
    const draft = details({ recipient_name: null, floor: '2' });
    expect(draft.order.deliveryDetails).toEqual({ location: { latitude: 1, longitude: 2 }, floor: '2' });
    expect(eventsOf(draft)).toEqual([['order.updated', { changes: ['deliveryDetails'], order: state() }]]);
  });

  it('are the first ones of an order that had none', () => {
    expect(details({ floor: '2' }, { ...order, deliveryDetails: null }).order.deliveryDetails).toEqual({
      floor: '2',
    });
  });
});

describe('the address', () => {
  it('replaces what the customer said, and makes the coordinates outdated', () => {
    const draft = update({ address: addressFromText('Calle 9') });
    expect(draft.order).toMatchObject({
      ...{ address: addressFromText('Calle 9'), addressFinal: null, isLocationOutdated: true },
      contentVersion: 2,
    });
    expect(eventsOf(draft)).toEqual([['order.updated', { changes: ['address'], order: state() }]]);
  });

  it('that is the same text keeps its details, and what the customer said', () => {
    const same = addressFromText('Calle 45 #23-12, Apto 301, Bogota, Cundinamarca');
    expect(update({ address: same }).order).toBe(order);
  });

  it('may be taken away, or come first', () => {
    expect(update({ address: null }).order).toMatchObject({ address: null, addressFinal: null });
    const address = addressFromText('Calle 9');
    expect(update({ address }, { ...order, address: null }).order.address).toEqual(address);
    expect(update({ address: null }, { ...order, address: null }).order.address).toBeNull();
  });

  it('with coordinates of its own is up to date', () => {
    const location = { latitude: 3, longitude: 4 };
    const outdated = { ...order, isLocationOutdated: true };
    const address = addressFromText('Calle 9');
    const both = update({ address, deliveryDetails: { location } }, outdated);
    expect(both.order.isLocationOutdated).toBe(false);
    // They may be those that the address before had.
    const same = order.deliveryDetails?.location ?? null;
    const moved = update({ address, deliveryDetails: { location: same } }, outdated);
    expect(moved.order.isLocationOutdated).toBe(false);
    // One that never was outdated does not say so.
    expect(update({ deliveryDetails: { location } }).order.isLocationOutdated).toBeUndefined();
    expect(update({ deliveryDetails: { floor: '2' } }, outdated).order.isLocationOutdated).toBe(true);
    expect(eventsOf(update({ deliveryDetails: { location } }, outdated))).toEqual([
      ['order.updated', { changes: ['deliveryDetails'], order: state() }],
    ]);
  });

  it('without coordinates has none that could be outdated', () => {
    const address = addressFromText('Calle 9');
    for (const deliveryDetails of [null, { recipient_name: 'Ana' }])
      expect(update({ address }, { ...order, deliveryDetails }).order).not.toHaveProperty(
        'isLocationOutdated',
        true,
      );
  });
});

describe('items and total', () => {
  it('of other items are their text and their sum, of which what has no price costs nothing', () => {
    const draft = update({ items: [item, free] });
    expect(draft.order).toMatchObject({
      ...{ items: [item, free], total: '601', contentVersion: 2 },
      payment: { status: 'unpaid', due: '601', collected: '0' },
    });
    expect(draft.order.products).not.toBe(order.products);
    expect(draft.order.products).toContain('Kettle');
    expect(eventsOf(draft)).toEqual([['order.updated', { changes: ['items', 'total'], order: state() }]]);
  });

  it('of other items make it another order though they cost the same', () => {
    expect(update({ items: [item], total: order.total }).order).toMatchObject({
      ...{ total: '85600', contentVersion: 2 },
    });
  });

  it('that is given is the total, whatever the items cost', () => {
    expect(update({ items: [item], total: '500' }).order).toMatchObject({ items: [item], total: '500' });
    const alone = update({ total: '500' });
    expect(alone.order).toMatchObject({ total: '500', products: order.products, payment: { due: '500' } });
    expect(eventsOf(alone)).toEqual([['order.updated', { changes: ['total'], order: state() }]]);
  });
});

describe('the payment', () => {
  const paid = { payment: { method: 'cod', status: 'paid' } };
  const event = (changes: object = {}) => ({
    ...{ from: 'unpaid', to: 'paid', method: 'cod', due: '0', collected: '85600', currency: 'COP' },
    ...{ paymentId: null, order: state(paid) },
    ...changes,
  });

  it('has an event of its own', () => {
    const draft = update({ payment: { status: 'paid' } });
    expect(eventsOf(draft)).toStrictEqual([['order.payment_changed', event()]]);
    expect(draft.order.payment).toMatchObject({ status: 'paid', due: '0', collected: '85600' });
    expect(draft.order.contentVersion).toBe(1);
  });

  it('has a reason, and the id that was noted', () => {
    const note = { paymentId: 'pay_1' };
    const draft = update({ payment: { status: 'paid', note }, reason: 'By transfer' });
    expect(eventsOf(draft)).toEqual([
      ['order.payment_changed', event({ paymentId: 'pay_1', reason: 'By transfer' })],
    ]);
  });
});

describe('the status', () => {
  const booked: Order = {
    ...order,
    logistics: { ...order.logistics, status: 'processing', deliveryId: 'IN1', trackingNumber: 'T1' },
  };
  const stands = (cause: string) => [
    'order.delivery_stands',
    { cause, deliveryId: 'IN1', trackingNumber: 'T1' },
  ];
  const moved = (to: string, cause: string, changes: object = {}) => [
    'order.status_changed',
    { from: 'pending', to, cause, order: state({ status: to }), ...changes },
  ];

  it('is moved by the merchant, for a reason', () => {
    const draft = update({ status: 'shipped', reason: 'Left today' });
    expect(draft.order.status).toBe('shipped');
    expect(eventsOf(draft)).toEqual([moved('shipped', 'merchant', { reason: 'Left today' })]);
  });

  it('ends running rounds where it is asked to', () => {
    const { order: called } = calledOrder();
    const rounds = (changes: OrderUpdate) => update(changes, called).order.rounds.confirmation;
    expect(rounds({ status: 'confirmed', endsRounds: true })).toMatchObject({ finishedAt: LATER });
    expect(rounds({ status: 'confirmed' })).toMatchObject({ finishedAt: null });
  });

  it('tells that a booked delivery stands when the order is changed, or cancelled for the first time', () => {
    const logistics = 'processing';
    expect(eventsOf(update({ total: '1' }, booked))).toEqual([
      ['order.updated', { changes: ['total'], order: state({ logistics }) }],
      stands('changed'),
    ]);
    const cancelled = update({ status: 'cancelled' }, booked);
    expect(eventsOf(cancelled)).toEqual([
      moved('cancelled', 'merchant', { order: state({ status: 'cancelled', logistics }) }),
      stands('cancelled'),
    ]);
    expect(update({ status: 'cancelled' }, cancelled.order).events).toEqual([]);
    expect(eventsOf(update({ status: 'shipped' }, booked))).toEqual([
      moved('shipped', 'merchant', { order: state({ status: 'shipped', logistics }) }),
    ]);
  });

  it.each(['pending', 'needs_review'] as const)('voids what was said when it is %s after cancelled', (to) => {
    const cancelled: Order = {
      ...order,
      status: 'cancelled',
      confirmation: { outcome: 'cancelled', round: 1, attempts: 1, confirmedAt: null },
    };
    const draft = update({ status: to, reason: 'Changed his mind' }, cancelled);
    expect(draft.order).toMatchObject({
      ...{ status: to, contentVersion: cancelled.contentVersion + 1 },
      confirmation: { outcome: 'none', round: 1, attempts: 1, confirmedAt: null },
    });
    expect(eventsOf(draft)).toEqual([
      ['order.confirmation_reopened', { outcome: 'cancelled', ended: [], cause: 'reopened' }],
      [
        'order.status_changed',
        {
          ...{ from: 'cancelled', to, cause: 'merchant', reason: 'Changed his mind' },
          order: state({ status: to }),
        },
      ],
    ]);
  });

  it('voids nothing where it goes on from cancelled in another way, or is undecided already', () => {
    const said = { outcome: 'cancelled', round: 1, attempts: 1, confirmedAt: null } as const;
    const cancelled: Order = { ...order, status: 'cancelled', confirmation: said };
    const undecided: Order = {
      ...order,
      status: 'needs_review',
      confirmation: { ...said, outcome: 'novedad' },
    };
    for (const [status, before] of [
      ['confirmed', cancelled],
      ['pending', undecided],
    ] as const) {
      const draft = update({ status }, before);
      expect(draft.order).toMatchObject({ status, contentVersion: 1, confirmation: before.confirmation });
      expect(draft.events.map(({ type }) => type)).toEqual(['order.status_changed']);
    }
    expect(update({ notes: 'x' }, cancelled).order.confirmation).toEqual(said);
  });

  it('follows a parcel that came back, also where another one is given', () => {
    const logistics = 'returned';
    const returned = [
      'order.logistics_changed',
      {
        ...{ from: 'none', to: 'returned', trackingNumber: null, carrier: null },
        order: state({ logistics }),
      },
    ];
    expect(eventsOf(update({ logisticsStatus: 'returned' }))).toEqual([
      returned,
      moved('cancelled', 'logistics', { order: state({ status: 'cancelled', logistics }) }),
    ]);
    const draft = update({ logisticsStatus: 'returned', status: 'refunded' });
    expect(draft.order.status).toBe('refunded');
    expect(draft.events.at(-1)?.data).toMatchObject({ to: 'refunded', cause: 'logistics' });
  });

  it('of an order that is changed at once is that of the change', () => {
    const draft = update({ total: '1', notes: 'x', status: 'confirmed', payment: { status: 'paid' } });
    expect(draft.events.map(({ type }) => type)).toEqual([
      'order.updated',
      'order.payment_changed',
      'order.status_changed',
    ]);
    expect(draft.order).toMatchObject({ status: 'confirmed', total: '1', notes: 'x', updatedAt: LATER });
    expect(order.updatedAt).toBe(NOON);
  });
});

describe('what an order shows, sent back', () => {
  const note = { method: 'Contra entrega', paymentId: null, amount: null };
  const collecting: Order = {
    ...order,
    payment: { method: 'cod', status: 'pending', due: '35600', collected: '50000', note },
  };
  const sentBack = (update: SentUpdate, of = collecting) =>
    decideUpdate(of, withoutShown(of, update), momentAt(LATER));
  const shown = { status: 'pending', method: 'cod', note: { ...note, amount: '85600' } } as const;

  it('leaves what the courier has collected', () => {
    const draft = sentBack({ payment: shown });
    expect([draft.order, draft.events]).toEqual([collecting, []]);
  });

  it.each<[string, SentUpdate['payment'], Partial<Order['payment']>]>([
    ['a new status', { ...shown, status: 'unpaid' }, { status: 'unpaid', due: '85600', collected: '0' }],
    ['that all is paid', { ...shown, status: 'paid' }, { status: 'paid', due: '0', collected: '85600' }],
    [
      'a new method',
      { ...shown, method: 'prepaid', note: { ...shown.note, method: 'PSE' } },
      { method: 'prepaid', collected: '50000', note: { ...note, method: 'PSE' } },
    ],
    ['a new id', { note: { ...shown.note, paymentId: 'p2' } }, { note: { ...note, paymentId: 'p2' } }],
  ])('is changed by %s', (_what, payment, changed) => {
    expect(sentBack({ payment }).order.payment).toMatchObject(changed);
  });

  it('does not make outdated coordinates right again', () => {
    const outdated = { ...order, isLocationOutdated: true };
    const { address, deliveryDetails } = order;
    const draft = sentBack({ address, deliveryDetails: deliveryDetails ?? {}, notes: 'Call' }, outdated);
    expect(draft.order).toMatchObject({ isLocationOutdated: true, notes: 'Call' });
  });
});
