import { isObject } from '../../shared/base/objects.ts';

/** Another platform's order, recognised by its field names. */
export interface OtherShape {
  /** The kind of body: `a Shopify order`. */
  name: string;
  /** What to send instead. */
  instead: string;
}

type Fields = Readonly<Record<string, unknown>>;

interface Known extends OtherShape {
  /** Headers that only this platform sends. */
  headers?: RegExp;
  isLike: (fields: Fields) => boolean;
}

const mapped = (phone: string, id: string, product: string, amount: string): string =>
  `send phone (${phone}), id (${id}) and products as {api_id, count, price} (${product}), or payment.amount (${amount}) instead`;

const KNOWN: readonly Known[] = [
  {
    name: 'a Shopify order as Shopify sends it',
    instead: mapped('shipping_address.phone', 'id', 'line_items: sku, quantity, price', 'total_price'),
    headers: /^x-shopify-/,
    isLike: (fields) =>
      saysIn(fields, 'admin_graphql_api_id', /^gid:\/\/shopify\//) ||
      saysIn(fields, 'id', /^gid:\/\/shopify\//) ||
      (has(fields, 'line_items') &&
        hasAny(fields, 'total_price', 'subtotal_price', 'financial_status', 'order_status_url', 'gateway')) ||
      (has(fields, 'lineItems') &&
        hasAny(fields, 'totalPriceSet', 'currentTotalPriceSet', 'displayFinancialStatus')),
  },
  {
    name: 'a WooCommerce order as WooCommerce sends it',
    instead: mapped('billing.phone', 'id', 'line_items: product_id, quantity, price', 'total'),
    headers: /^x-wc-webhook-/,
    isLike: (fields) =>
      saysIn(fields, 'order_key', /^wc_order_/) ||
      (has(fields, 'line_items') &&
        hasAny(
          fields,
          'billing',
          'shipping',
          'payment_method_title',
          'date_created_gmt',
          'prices_include_tax',
        )) ||
      // WooCommerce sends this when the webhook is created.
      Object.keys(fields).join() === 'webhook_id',
  },
  {
    name: 'a Magento order as Magento sends it',
    instead: mapped(
      'billing_address.telephone',
      'increment_id',
      'items: sku, qty_ordered, price',
      'grand_total',
    ),
    headers: /^x-magento-/,
    isLike: (fields) => has(fields, 'increment_id') && hasAny(fields, 'grand_total', 'base_grand_total'),
  },
  {
    name: 'a notice of Mercado Libre, which holds no order',
    instead: mapped('its buyer’s', 'its id', 'its order_items', 'its total_amount'),
    isLike: (fields) => has(fields, 'resource') && has(fields, 'topic') && has(fields, 'application_id'),
  },
  {
    name: 'a Mercado Libre order as its API answers it',
    instead: mapped('the buyer’s', 'id', 'order_items: item.id, quantity, unit_price', 'total_amount'),
    isLike: (fields) => has(fields, 'order_items') && hasAny(fields, 'buyer', 'pack_id', 'paid_amount'),
  },
  {
    name: 'a notice of VTEX, which holds no order',
    instead: mapped('clientProfileData.phone', 'orderId', 'items: id, quantity, price', 'value'),
    headers: /^x-vtex-/,
    isLike: (fields) =>
      (has(fields, 'OrderId') && hasAny(fields, 'Origin', 'State')) ||
      (has(fields, 'orderId') && has(fields, 'clientProfileData')),
  },
  {
    name: 'a notice of Tiendanube, which holds no order',
    instead: mapped('contact_phone', 'id', 'products: sku, quantity, price', 'total'),
    headers: /^x-linkedstore-/,
    isLike: (fields) => has(fields, 'store_id') && saysIn(fields, 'event', /^order\//),
  },
  {
    name: 'a Tiendanube order as its API answers it',
    instead: mapped('contact_phone', 'id', 'products: sku, quantity, price', 'total'),
    isLike: (fields) =>
      has(fields, 'contact_phone') && hasAny(fields, 'store_id', 'gateway', 'payment_details'),
  },
  {
    name: 'a BigCommerce order as its API answers it',
    instead: mapped('billing_address.phone', 'id', 'its products', 'total_inc_tax'),
    isLike: (fields) => has(fields, 'total_inc_tax') && hasAny(fields, 'billing_address', 'products'),
  },
  {
    name: 'a PrestaShop order as its API answers it',
    instead: mapped('of its address', 'id', 'associations.order_rows: product_id, quantity', 'total_paid'),
    isLike: (fields) => isObject(fields.associations) && has(fields.associations, 'order_rows'),
  },
  {
    name: 'a notice of BigCommerce, which holds no order',
    instead: mapped('billing_address.phone', 'id', 'its products', 'total_inc_tax'),
    isLike: (fields) => saysIn(fields, 'scope', /^store\/order/) && has(fields, 'producer'),
  },
  {
    name: 'a body of POST /api/v1/calls/trigger',
    instead: 'send it there, with an API key',
    isLike: (fields) =>
      has(fields, 'callType') || (isObject(fields.customer) && hasAny(fields, 'externalId', 'totalPrice')),
  },
  {
    name: 'a body of POST /v1/orders',
    instead: 'send it there, with an API key',
    isLike: (fields) => has(fields, 'product_items'),
  },
  {
    name: 'an order of a shop platform as it sends it',
    instead: mapped('the customer’s', 'of the order', 'of its lines', 'its total'),
    isLike: (fields) => hasAny(fields, 'line_items', 'lineItems'),
  },
];

/** Where platforms and the tools between them put the order itself. */
const WRAPPINGS = ['order', 'data', 'body', 'payload'];

/**
 * Which platform an undocumented body comes from: it would be read as an order without products and amount. A body with
 * documented products or a documented amount is never taken for another's.
 * @param headers by their names in lower case
 */
export function otherShapeOf(given: unknown, headers: Fields): OtherShape | undefined {
  const layers = unwrapped(given);
  if (layers.length === 0) return undefined;
  const names = Object.keys(headers);
  return KNOWN.find(
    (known) =>
      names.some((name) => known.headers?.test(name)) || layers.some((fields) => known.isLike(fields)),
  );
}

/** The body and what is wrapped in it, two layers deep. */
function unwrapped(given: unknown, depth = 2): Fields[] {
  const body = Array.isArray(given) ? given[0] : given;
  if (!isObject(body)) return [];
  const inner = depth === 0 ? [] : WRAPPINGS.flatMap((name) => unwrapped(body[name], depth - 1));
  return [body, ...inner];
}

const has = (fields: Fields, name: string): boolean =>
  Object.hasOwn(fields, name) && fields[name] !== null && fields[name] !== undefined;

const hasAny = (fields: Fields, ...names: string[]): boolean => names.some((name) => has(fields, name));

function saysIn(fields: Fields, name: string, form: RegExp): boolean {
  const value = has(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' && form.test(value);
}
