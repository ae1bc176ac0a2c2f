import type { Order, OrderItem } from './order.ts';

/** An order's items as it tells of them: one that names its products in words alone is one item, one of none has none. */
export function listedItems({
  items,
  products,
  total,
}: Pick<Order, 'items' | 'products' | 'total'>): OrderItem[] {
  if (items.length > 0 || products === '') return items;
  return [{ name: products, quantity: 1, price: total, sku: null }];
}
