import type { Order, OrderItem } from './order.ts';

/** An order's items as they are shown: products that are given as text only are one item; no products, no items. */
export function listedItems({
  items,
  products,
  total,
}: Pick<Order, 'items' | 'products' | 'total'>): OrderItem[] {
  if (items.length > 0 || products === '') return items;
  return [{ name: products, quantity: 1, price: total, sku: null }];
}
