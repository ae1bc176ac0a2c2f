import { isDeepStrictEqual } from 'node:util';
import type { Key } from '../../adapters/dynamo/expressions.ts';
import { itemBytes } from '../../adapters/dynamo/items/size.ts';
import type { Scope } from '../../base/scope.ts';
import { orderPartition, timelineKey } from '../../events/event.ts';
import type { Address } from './address.ts';
import { jsonOfText, textOfJson } from './free-json.ts';
import { type Customer, DEFAULT_DELIVERY_METHOD, type Order, type OrderItem, productsText } from './order.ts';

/**
 * The content of an order, as opposed to its state: names, customer, goods, address, free JSON. It may be large and
 * changes seldom, so that it is stored apart from what each step rewrites, as revisions that never change: the events of an
 * order name the revision that they refer to.
 */
const FIELDS = [
  'source',
  'externalId',
  'number',
  'reference',
  'customer',
  'address',
  'products',
  'items',
  'total',
  'currency',
  'deliveryMethod',
  'deliveryDetails',
  'customizations',
  'notes',
  'metadata',
  'isLocationOutdated',
  'createdAt',
  'createdOn',
] as const satisfies readonly (keyof Order)[];

export type OrderContent = Pick<Order, (typeof FIELDS)[number]>;

export function contentOf(order: Order): OrderContent {
  const content: Partial<Order> = { ...order };
  for (const name of Object.keys(withoutContent(order)) as (keyof Order)[]) delete content[name];
  return content as OrderContent;
}

export const hasSameContent = (a: Order, b: Order): boolean =>
  FIELDS.every((name) => a[name] === b[name] || isDeepStrictEqual(a[name], b[name]));

/** The order without its content. */
export function withoutContent(order: Order): Omit<Order, keyof OrderContent> {
  const fields: Partial<Order> = { ...order };
  for (const name of FIELDS) delete fields[name];
  return fields as Omit<Order, keyof OrderContent>;
}

/** Up to here a first revision lies in the first entry of its order's log: one item less to write, and read at once with it. */
const MAX_IN_LOG_BYTES = 4096;

/** The revision that is stored there. Any other has an item of its own, next to its order. */
export const REVISION_IN_LOG = 1;

/** Which revision the content of a new order is. */
export const firstRevision = (order: Order): number =>
  itemBytes(contentToStored(contentOf(order))) <= MAX_IN_LOG_BYTES ? REVISION_IN_LOG : REVISION_IN_LOG + 1;

/** Sort keys count down, so that the newest one is next to the order. */
const LAST = 99_999_999;

/** The key of a revision. */
export const contentKey = (scope: Scope, orderId: string, revision: number): Key => ({
  pk: orderPartition(scope, orderId),
  sk:
    revision === REVISION_IN_LOG
      ? timelineKey(1)
      : `ORDER#CONTENT#${String(LAST - revision).padStart(8, '0')}`,
});

/** As it is stored: values that are unknown, or follow from the rest, are left out. */
export function contentToStored(content: OrderContent): Record<string, unknown> {
  const { customer, address, items, products, deliveryMethod, metadata, deliveryDetails, customizations } =
    content;
  const { isPhoneRaw, ...person } = customer;
  return withoutNulls({
    ...content,
    customer: { ...withoutNulls(person), ...(isPhoneRaw && { isPhoneRaw }) },
    address: address && withoutNulls(address),
    items: items.length === 0 ? null : items.map(withoutNulls),
    products: products === productsText(items) ? null : products,
    deliveryMethod: deliveryMethod === DEFAULT_DELIVERY_METHOD ? null : deliveryMethod,
    metadata: textOfJson(metadata),
    deliveryDetails: textOfJson(deliveryDetails),
    customizations: textOfJson(customizations),
  });
}

type Stored = Omit<OrderContent, 'customer' | 'address' | 'items' | 'metadata'> & {
  customer: Partial<Customer>;
  address?: Partial<Address>;
  items?: Partial<OrderItem>[];
  metadata?: string;
};

export function contentFromStored(stored: object): OrderContent {
  const given = stored as Stored;
  const { customer, address } = given;
  const items = (given.items ?? []).map((item) => ({ price: null, sku: null, ...item }) as OrderItem);
  return {
    ...given,
    externalId: given.externalId ?? null,
    customer: { ...NOBODY, ...customer },
    address: address ? { ...NOWHERE, ...address } : null,
    items,
    products: given.products ?? productsText(items),
    deliveryMethod: given.deliveryMethod ?? DEFAULT_DELIVERY_METHOD,
    notes: given.notes ?? null,
    metadata: jsonOfText(given.metadata),
    deliveryDetails: jsonOfText(given.deliveryDetails),
    customizations: jsonOfText(given.customizations),
  };
}

const NOBODY: Customer = {
  name: '',
  phone: '',
  isPhoneRaw: false,
  email: null,
  city: null,
  ns: null,
  userId: null,
};
const NOWHERE: Address = {
  address1: '',
  address2: null,
  city: null,
  province: null,
  country: null,
  zip: null,
};

const withoutNulls = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
