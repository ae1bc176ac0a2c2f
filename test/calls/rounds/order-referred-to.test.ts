import { describe, expect, it } from 'vitest';
import { candidatesOf, orderReferredTo } from '../../../shared/calls/rounds/order-referred-to.ts';
import type { ExternalId } from '../../../shared/orders/names/external-id.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { calledOrder } from '../support/factories.ts';

const ANA = '+573001234567';
const BEA = '+573019999999';

function orderOf(source: string, phone: string, isPhoneRaw = false): Order {
  const { order } = calledOrder();
  return { ...order, id: `ord_${source}`, source, customer: { ...order.customer, phone, isPhoneRaw } };
}

const known = (...orders: Order[]): ExternalId => ({
  externalId: '1001',
  orders: Object.fromEntries(orders.map(({ source, id }) => [source, id])),
  version: 1,
});

/** The id of the order that is meant among those that have the external id. */
function meant(orders: Order[], named: { source?: string; phone?: string }): string | undefined {
  const ids = candidatesOf(known(...orders), named);
  return orderReferredTo(
    orders.filter(({ id }) => ids.includes(id)),
    named,
  )?.id;
}

describe('the pair of source and external id comes first', () => {
  const orders = [orderOf('chateapro', ANA), orderOf('dropi', BEA)];

  it.each([
    ['chateapro', BEA, 'ord_chateapro'],
    ['dropi', ANA, 'ord_dropi'],
    ['Dropi', undefined, 'ord_dropi'],
    ['CHATEAPRO', undefined, 'ord_chateapro'],
  ])('%s, by %s', (source, phone, id) => {
    expect(meant(orders, { source, ...(phone && { phone }) })).toBe(id);
  });

  it('of an id that nobody has it is none', () => {
    expect(candidatesOf(undefined, { source: 'dropi' })).toEqual([]);
    expect(candidatesOf(undefined, {})).toEqual([]);
  });

  it('without a source it is api', () => {
    expect(meant([...orders, orderOf('api', BEA)], { phone: ANA })).toBe('ord_api');
  });

  it.each([
    ['Ünal Çiçek', 'ünal çiçek'],
    ['Caf\u00e9', 'CAFE\u0301'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'straße'],
    ['दुकान', 'दुकान'],
  ])('%s is %s', (source, written) => {
    expect(meant([orderOf(source, ANA)], { source: written, phone: BEA })).toBe(`ord_${source}`);
  });
});

describe('the order of another source', () => {
  const other = [orderOf('chateapro', ANA)];

  it.each([
    [{ source: 'dropi', phone: ANA }, 'ord_chateapro'],
    [{ phone: ANA }, 'ord_chateapro'],
    [{}, 'ord_chateapro'],
    [{ source: 'dropi', phone: BEA }, undefined],
    [{ phone: BEA }, undefined],
    [{ source: 'dropi' }, undefined],
    [{ source: 'api' }, undefined],
  ])('%j', (named, id) => {
    expect(meant(other, named)).toBe(id);
  });

  it('is the same subscriber’s however the number is written', () => {
    expect(meant([orderOf('a', '+5491123456789')], { source: 'b', phone: '+541123456789' })).toBe('ord_a');
    expect(meant([orderOf('a', '+551187654321')], { source: 'b', phone: '+5511987654321' })).toBe('ord_a');
  });

  it('without a readable phone is not matched, unless no source is given either', () => {
    const unreadable = [orderOf('site', '12', true)];
    expect(meant(unreadable, { source: 'dropi', phone: ANA })).toBeUndefined();
    expect(meant(unreadable, { phone: ANA })).toBe('ord_site');
  });

  it('of several is the one of this subscriber', () => {
    const several = [orderOf('chateapro', ANA), orderOf('dropi', BEA)];
    expect(meant(several, { source: 'shopify', phone: BEA })).toBe('ord_dropi');
    expect(meant(several, { phone: BEA })).toBe('ord_dropi');
    expect(meant(several, {})).toBeUndefined();
  });

  it('of several of this subscriber is the first that was made', () => {
    const several = [orderOf('woo', BEA), orderOf('chateapro', ANA), orderOf('dropi', BEA)];
    expect(meant(several, { phone: BEA })).toBe('ord_dropi');
    expect(meant(several.toReversed(), { source: 'shopify', phone: BEA })).toBe('ord_dropi');
    expect(meant(several, { source: 'woo', phone: BEA })).toBe('ord_woo');
  });
});
