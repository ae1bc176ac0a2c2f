import { describe, expect, it } from 'vitest';
import type { Flag, IncomingOrder } from '../../shared/intake/incoming-order.ts';
import { decideRepeat, flagged } from '../../shared/intake/intake-rule.ts';
import { draftOf } from '../../shared/orders/order/draft.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { MAX_ORDER_BYTES } from '../../shared/orders/order/order-size.ts';
import { calledOrder, given, LATER, momentAt } from '../calls/support/factories.ts';

const phone: Flag = { flag: 'phone_unreadable', given: '12' };
const amount: Flag = { flag: 'amount_mismatch', given: '30', expected: '28.95' };

const order: Order = {
  ...calledOrder().order,
  ...{ rounds: {}, intake: { fingerprint: 'first' }, metadata: null },
  deliveryDetails: { delivery_day: 'Monday', recipient_name: 'Ana' },
};

const incoming = (changes: Partial<IncomingOrder> = {}): IncomingOrder => ({
  ...{ externalId: 'CP-1', given: given(), givenDelivery: {}, flags: [], fingerprint: 'second' },
  ...changes,
});
const repeat = (came: IncomingOrder, of = order) => decideRepeat(of, came, momentAt(LATER));
const eventsOf = ({ events }: ReturnType<typeof repeat>) => events.map(({ type, data }) => [type, data]);

it('flags are notes on the timeline, in their order', () => {
  expect(eventsOf(flagged(draftOf(order), [phone, amount], momentAt(LATER)))).toEqual([
    ['order.flagged', phone],
    ['order.flagged', amount],
  ]);
});

describe('an order that comes in again', () => {
  it('with equal content changes nothing, whatever its status', () => {
    for (const status of ['pending', 'confirmed'] as const) {
      const found = { ...order, status };
      const draft = repeat(incoming({ fingerprint: 'first', flags: [phone] }), found);
      expect([draft.order, draft.events]).toEqual([found, []]);
      expect(draft.order).toBe(found);
    }
  });

  it('with other content changes a pending order, but for what was left out', () => {
    const customer = { name: 'Eva', phone: '+573001234567' };
    const came = incoming({
      given: {
        ...given({ customer, total: '900', notes: 'Ring', payment: { status: 'paid' } }),
        ...{ items: [{ name: 'Kettle', quantity: 1, price: '900', sku: null }], address: null },
        metadata: { code: 'SAVE' },
      },
      ...{ givenDelivery: { recipient_name: 'Eva' }, flags: [phone] },
    });
    const draft = repeat(came);
    expect(draft.order).toMatchObject({
      ...{ total: '900', notes: 'Ring', metadata: { code: 'SAVE' }, address: order.address },
      ...{ customer: { ...order.customer, name: 'Eva' }, items: came.given.items },
      deliveryDetails: { delivery_day: 'Monday', recipient_name: 'Eva' },
      payment: { status: 'paid', collected: '900' },
    });
    expect(draft.order.intake).toEqual({ fingerprint: 'second' });
    expect(draft.events.map(({ type }) => type)).toEqual([
      'order.updated',
      'order.payment_changed',
      'order.flagged',
    ]);
    expect(draft.events.at(-1)?.data).toEqual(phone);
  });

  it('with another address goes there', () => {
    const address = { ...order.address, address1: 'Calle 9' } as Order['address'];
    expect(repeat(incoming({ given: given({ address }) })).order.address).toEqual(address);
  });

  it('is told to have changed also where that is its promotion alone', () => {
    const same = incoming({
      given: { ...given({ items: order.items, total: order.total }), metadata: { code: 'SAVE' } },
      flags: [amount],
    });
    const draft = repeat(same);
    expect(draft.order).toMatchObject({ metadata: { code: 'SAVE' }, intake: { fingerprint: 'second' } });
    expect(eventsOf(draft)).toEqual([
      [
        'order.updated',
        {
          changes: ['metadata'],
          order: {
            ...{ status: 'pending', confirmation: 'none', logistics: 'none' },
            payment: { method: 'cod', status: 'unpaid' },
          },
        },
      ],
      ['order.flagged', amount],
    ]);
  });

  it('without a promotion has none any more', () => {
    const had = { ...order, metadata: { code: 'SAVE' } };
    expect(repeat(incoming(), had).order.metadata).toBeNull();
  });

  it('may not outgrow its item by a promotion, but one that did may shrink', () => {
    const metadata = 'x'.repeat(MAX_ORDER_BYTES);
    const came = incoming({ given: { ...given(), metadata } });
    expect(() => repeat(came)).toThrow(expect.objectContaining({ code: 'order_too_large' }));
    expect(repeat(came, { ...order, metadata: `${metadata}yyyyyyyy` }).order.metadata).toBe(metadata);
  });

  it('is refused once it is no longer pending, which is told once', () => {
    const confirmed: Order = { ...order, status: 'confirmed' };
    const draft = repeat(incoming({ flags: [phone] }), confirmed);
    expect(draft.order).toMatchObject({ status: 'confirmed', total: order.total });
    expect(draft.order.intake).toEqual({ fingerprint: 'first', refused: 'second' });
    expect(eventsOf(draft)).toEqual([['order.change_refused', { status: 'confirmed' }]]);
    const again = repeat(incoming(), draft.order);
    expect([again.order === draft.order, again.events]).toEqual([true, []]);
    expect(repeat(incoming({ fingerprint: 'first' }), draft.order).events).toEqual([]);
  });

  it('changes an order that is pending again, though it was refused before', () => {
    const refused = repeat(incoming(), { ...order, status: 'cancelled' }).order;
    const draft = repeat(incoming(), { ...refused, status: 'pending' });
    expect(draft.order.intake).toEqual({ fingerprint: 'second' });
    expect(draft.events.map(({ type }) => type)).toEqual(['order.updated']);
  });

  it('is refused also where it first came in another way', () => {
    const { intake: _intake, ...other } = { ...order, status: 'shipped' as const };
    expect(repeat(incoming(), other).order.intake).toEqual({ fingerprint: '', refused: 'second' });
  });
});
