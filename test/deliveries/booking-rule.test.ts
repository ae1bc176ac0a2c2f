import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  checkDuplicate,
  checkUnchanged,
  collectionNow,
  type Delivered,
  defaultCollection,
  orderAsOf,
  owedOn,
  settledByGivenAmount,
} from '../../shared/deliveries/booking/booking-rule.ts';
import type { Booking } from '../../shared/deliveries/delivery/delivery.ts';
import { paymentStatusOf, type TemporaryOrder } from '../../shared/deliveries/delivery/temporary-order.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { calledOrder } from '../calls/support/factories.ts';

const delivered = (
  due: string,
  others: Delivered['others'] = [],
  order: { status?: string; currency?: string } = {},
): Delivered => ({
  order: {
    ...{ id: 'ord_1', status: 'confirmed', currency: 'INR', payment: { due } },
    ...order,
  } as unknown as Order,
  method: 'cod',
  others,
});

const waits = (id: string, collects = '0') => ({ id, isOpen: false, collects });
const isOpen = (id: string, collects = '0') => ({ id, isOpen: true, collects });
const others = (count: number) => Array.from({ length: count }, (_, n) => waits(`tmp_${n}`));

describe('an order', () => {
  it('has fifty deliveries at most that are open or wait', () => {
    expect(checkDuplicate(delivered('600', others(49)), true)).toBeUndefined();
    expect(checkDuplicate(delivered('600', others(50)), true)).toEqual({
      reason: 'invalid_details',
      rule: 'duplicate',
      message: 'ord_1 has 50 deliveries that are open or wait for money already',
    });
  });

  it('is delivered once, unless another delivery is asked for', () => {
    const both = [waits('tmp_1'), isOpen('IN1')];
    expect(checkDuplicate(delivered('600', both), true)).toBeUndefined();
    expect(checkDuplicate(delivered('600', [waits('tmp_1')]), false)).toBeUndefined();
    expect(checkDuplicate(delivered('600', both), false)).toEqual({
      reason: 'invalid_details',
      rule: 'duplicate',
      message: 'IN1 delivers this order already: cancel it first, or {ask_for_another}',
    });
  });

  it('owes what is due where it is paid in cash at the door and not final', () => {
    expect(owedOn(delivered('600'))).toBe('600');
    expect(owedOn({ ...delivered('600'), method: 'prepaid' })).toBe('0');
    expect(owedOn(delivered('600', [], { status: 'cancelled' }))).toBe('0');
  });

  it('is collected for what its open deliveries leave, those that wait aside', () => {
    const all = [isOpen('IN1', '150.5'), isOpen('IN2', '49.5'), waits('tmp_1', '300')];
    expect(defaultCollection(delivered('600', all))).toBe('400');
    expect(defaultCollection(delivered('100', all))).toBe('0');
    expect(defaultCollection({ ...delivered('600', all), method: 'prepaid' })).toBe('0');
  });
});

describe('a given amount', () => {
  const settled = (amount: string, of: Delivered) => settledByGivenAmount(of, amount, 100);
  const refused = (message: string, figures: object) => ({
    failure: { reason: 'collections_not_acceptable', rule: 'collections', message, figures },
  });

  it('settles itself as far as it is due', () => {
    expect(settled('600.4', delivered('600.4'))).toEqual({ value: '600.4' });
    expect(settled('100', delivered('600.4'))).toEqual({ value: '100' });
  });

  it('that is due, but rounded to what coins pay, settles what is due', () => {
    expect(settled('601', delivered('600.5'))).toEqual({ value: '600.5' });
  });

  it('may not be more, by the smallest unit', () => {
    expect(settled('601.01', delivered('600.5'))).toEqual(
      refused('Collection amount should be 600.5 INR at most: the order owes 600.5 INR', {
        ...{ asked: 601.01, due: 600.5, otherDeliveries: 0, most: 600.5 },
      }),
    );
  });

  it('may not be what others collect, open or waiting', () => {
    const all = [isOpen('IN1', '150.5'), isOpen('IN2'), waits('tmp_1', '300')];
    expect(settled('149.5', delivered('600', all))).toEqual({ value: '149.5' });
    expect(settled('151', delivered('600', all))).toEqual(
      refused(
        'Collection amount should be 149.5 INR at most: the order owes 600 INR, of which other deliveries collect 450.5 INR (IN1, tmp_1)',
        { asked: 151, due: 600, otherDeliveries: 450.5, most: 149.5 },
      ),
    );
  });

  it('is nothing for an order that is over', () => {
    expect(settled('1', delivered('600', [], { status: 'refunded' }))).toEqual(
      refused('Collection amount should be 0 INR at most: the order is refunded and owes nothing', {
        ...{ asked: 1, due: 0, otherDeliveries: 0, most: 0 },
      }),
    );
  });
});

describe('the collection of a delivery when it is booked', () => {
  const terms = { minimum: 15_000, maximum: 100_000, unit: 100 };
  const booking = (changes: Partial<Booking> = {}) =>
    ({
      ...{ collection: null, collectsDue: true, cashTerms: terms, price: { currency: 'INR' } },
      ...changes,
    }) as unknown as Booking;
  /** As it was booked; its fee is from another time. */
  const collection = { amount: 60_000, handlingFee: 7, settles: '600', unit: 100 };
  const given = booking({ collection, collectsDue: false });
  const outside = (message: string) => ({
    failure: { reason: 'collections_not_acceptable', rule: 'collections', message },
  });

  it.each([
    ['149.99', '149.99 INR are due now, and between 150 and 1000 INR are collected'],
    ['150', 15_000],
    ['1000', 100_000],
    ['1000.01', '1000.01 INR are due now, and between 150 and 1000 INR are collected'],
  ])('of an order that owes %s, where the region takes 150 to 1000: %s', (due, expected) => {
    const now = collectionNow(delivered(due), booking(), false);
    if (typeof expected === 'string') expect(now).toEqual(outside(expected));
    else
      expect(now).toEqual({
        value: { amount: expected, handlingFee: expected * 0.03, settles: due, unit: 100 },
      });
  });

  it('has a maximum in coins, too', () => {
    const limited = booking({ cashTerms: { ...terms, maximum: 60_040 } });
    expect(collectionNow(delivered('600.4'), limited, false)).toMatchObject({ value: { amount: 60_000 } });
    const few = booking({ cashTerms: { ...terms, minimum: 60_050 } });
    expect(collectionNow(delivered('600.5'), few, false)).toMatchObject({ value: { amount: 60_100 } });
    const more = booking({ cashTerms: { ...terms, maximum: 60_050 } });
    expect(collectionNow(delivered('600.5'), more, false)).toMatchObject({ failure: {} });
  });

  it('is none where none was asked for, whatever is due', () => {
    expect(collectionNow(delivered('600'), booking({ collectsDue: false }), false)).toEqual({ value: null });
  });

  it('is none where nothing is due, and none of what is not paid in cash', () => {
    expect(collectionNow(delivered('0'), booking(), false)).toEqual({ value: null });
    const prepaid: Delivered = { ...delivered('600'), method: 'prepaid' };
    expect(collectionNow(prepaid, booking(), false)).toEqual({ value: null });
  });

  it('is in the currency of the order', () => {
    expect(collectionNow(delivered('600', [], { currency: 'USD' }), booking(), false)).toEqual(
      outside('The order is in USD, and only INR is collected'),
    );
  });

  it('is decided again where what is due is collected, less what open deliveries collect', () => {
    const was = booking({ collection });
    expect(collectionNow(delivered('500', [waits('tmp_1', '100')]), was, true)).toEqual({
      value: { amount: 50_000, handlingFee: 1500, settles: '500', unit: 100 },
    });
    expect(collectionNow(delivered('500', [isOpen('IN1', '100')]), was, false)).toMatchObject({
      value: { settles: '400' },
    });
    expect(collectionNow(delivered('600'), was, false)).toMatchObject({ value: { handlingFee: 1800 } });
  });

  it('that was given is kept as it is, or refused where it is more than is due by now', () => {
    expect(collectionNow(delivered('700'), given, false)).toEqual({ value: collection });
    expect(collectionNow(delivered('599', [waits('tmp_1', '1')]), given, false)).toMatchObject({
      failure: { figures: { asked: 600, most: 598 } },
    });
  });

  it('that was given and waited for money is lowered to what is due, and never raised', () => {
    expect(collectionNow(delivered('700'), given, true)).toEqual({ value: collection });
    expect(collectionNow(delivered('600'), given, true)).toEqual({ value: collection });
    expect(collectionNow(delivered('599', [waits('tmp_1', '1')]), given, true)).toEqual({
      value: { amount: 59_900, handlingFee: 1797, settles: '599', unit: 100 },
    });
    expect(collectionNow(delivered('600', [isOpen('IN1', '200')]), given, true)).toMatchObject({
      value: { settles: '400' },
    });
    // It was given, so that the method of payment says nothing.
    const prepaid: Delivered = { ...delivered('500'), method: 'prepaid' };
    expect(collectionNow(prepaid, given, true)).toMatchObject({ value: { settles: '500' } });
    expect(collectionNow(delivered('100'), given, true)).toEqual(
      outside('100 INR are due now, and between 150 and 1000 INR are collected'),
    );
  });

  it('that was given and waited is kept though the region has other limits by now', () => {
    const little = booking({ collection, collectsDue: false, cashTerms: { ...terms, maximum: 100 } });
    expect(collectionNow(delivered('600'), little, true)).toEqual({ value: collection });
  });
});

describe('an order whose delivery waited', () => {
  const { order } = calledOrder();
  const address = { ...order.address, address1: 'Calle 45', address2: 'Apto 301' } as Order['address'];
  const now: Order = {
    ...order,
    ...{ address, addressFinal: null, deliveryDetails: { location: { latitude: 1, longitude: 2 } } },
  };
  const placeOf = (street: string | null, location: object | null) =>
    createHash('sha256')
      .update(JSON.stringify([street, location]))
      .digest('base64');
  const location = { latitude: 1, longitude: 2 };

  it.each<[string, Partial<Order>, string]>([
    ['the street and the point', {}, placeOf('Calle 45, Apto 301', location)],
    ['the street that the customer said', { addressFinal: 'Carrera 7' }, placeOf('Carrera 7', location)],
    [
      'the street alone where its point is of another one',
      { isLocationOutdated: true },
      placeOf('Calle 45, Apto 301', null),
    ],
    ['the street without details', { deliveryDetails: null }, placeOf('Calle 45, Apto 301', null)],
    ['the street without a point', { deliveryDetails: {} }, placeOf('Calle 45, Apto 301', null)],
    ['the point without a street', { address: null }, placeOf(null, location)],
  ])('is known by its state, and its place by %s', (_what, changes, place) => {
    const { contentVersion, status } = now;
    expect(orderAsOf({ ...now, ...changes })).toEqual({ contentVersion, status, logistics: 'none', place });
  });

  const check = (changes: Partial<Order>, before: Partial<Order> = {}, allowsAnother = false) =>
    checkUnchanged({ ...now, ...changes }, orderAsOf({ ...now, ...before }), allowsAnother);
  const isAt = (status: Order['logistics']['status']) => ({ logistics: { ...now.logistics, status } });
  const refused = (message: string) => ({ reason: 'invalid_details', rule: 'order', message });

  it('may be as it was, or further on its way to a decision', () => {
    expect(check({})).toBeUndefined();
    expect(check({ status: 'processing' })).toBeUndefined();
    expect(check(isAt('processing'))).toBeUndefined();
  });

  it('is delivered no more once it is final, unless it was that already', () => {
    expect(check({ status: 'cancelled' })).toEqual(
      refused('The order is cancelled: nothing is delivered for it any more'),
    );
    expect(check({ status: 'completed' }, { status: 'completed' })).toBeUndefined();
  });

  it('is delivered no more once it came or went back, unless it had already', () => {
    expect(check(isAt('returned'))).toEqual(refused('The order is returned already'));
    expect(check(isAt('returned'), isAt('returned'))).toBeUndefined();
  });

  it.each<[string, Partial<Order>]>([
    ['its content', { contentVersion: now.contentVersion + 1 }],
    ['its place', { addressFinal: 'Carrera 7' }],
  ])('is to be booked again where %s was changed', (_what, changes) => {
    expect(check(changes)).toEqual(
      refused(
        'Items, total or address of the order were changed while its delivery waited for money: book it again',
      ),
    );
  });

  it.each(['shipped', 'in_transit'] as const)('that is %s needs no delivery, unless asked', (status) => {
    expect(check(isAt(status))).toEqual(refused('The order is on its way already'));
    expect(check(isAt(status), isAt(status))).toBeUndefined();
    expect(check(isAt(status), {}, true)).toBeUndefined();
  });
});

describe('a delivery that waits for money', () => {
  const deadline = '2026-11-23T17:15:00.000Z';
  const at = (instant: string, status: TemporaryOrder['status'] = 'waiting') =>
    paymentStatusOf({ status, deadline } as TemporaryOrder, new Date(instant));

  it('does so until its deadline, and has failed from then on', () => {
    expect(at('2026-11-23T17:14:59.999Z')).toBe('waiting');
    expect(at(deadline)).toBe('failed');
    expect(at(deadline, 'booked')).toBe('booked');
    expect(at('2026-11-23T17:00:00.000Z', 'cancelled')).toBe('failed');
  });
});
