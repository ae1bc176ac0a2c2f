import * as z from 'zod';
import { freeText, moneyAmount } from '../../shared/base/input/coerce.ts';
import { formatRule } from '../../shared/base/input/format-rule.ts';
import { amountIssue } from '../../shared/base/input/money-text.ts';
import { optionalLine, visibleLine, visibleLines } from '../../shared/base/input/texts.ts';
import { Problem, type ProblemIssue } from '../../shared/base/problem.ts';
import type { TriggerCommand } from '../../shared/calls/rounds/trigger-call.ts';
import { callTypes } from '../../shared/events/order-words.ts';
import type { TenantPrincipal } from '../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../shared/http/requests/read-phone.ts';
import type { GivenOrder } from '../../shared/orders/changes/create-order.ts';
import { SourceField } from '../../shared/orders/names/source-field.ts';
import { type Address, addressFromText } from '../../shared/orders/order/address.ts';
import { FreeJson } from '../../shared/orders/order/free-json.ts';
import { parseAmount, pricesOf, requireWhole } from '../../shared/orders/order/money.ts';
import { MAX_PRODUCTS } from '../../shared/orders/order/order-size.ts';
import { MAX_PHONE_TEXT } from '../../shared/phones/written.ts';
import { isCurrency } from '../../shared/time/places.ts';

const METADATA_BYTES = 8192;

/** The part of `parseAmount` that the API's description can express. */
const DECIMAL = '^\\s*\\d{1,13}(\\.\\d{1,20})?\\s*$';

const Price = moneyAmount(
  z
    .union([z.number().meta({ minimum: 0 }), z.string().max(40).meta({ pattern: DECIMAL })])
    .transform((price, context) => {
      const amount = parseAmount(price);
      if (amount !== undefined) return amount;
      context.addIssue(amountIssue(price));
      return z.NEVER;
    }),
);

const Currency = visibleLine(3)
  .toUpperCase()
  .refine(isCurrency, formatRule('currency'))
  .meta({ pattern: '^[A-Za-z]{3}$' })
  .describe('ISO 4217');

const Products = z.union([
  freeText(visibleLines(2000)),
  z
    .array(
      z.object({
        name: freeText(visibleLine(300)),
        quantity: z.number().int().min(1).max(1_000_000).default(1),
        price: Price.nullish(),
        sku: optionalLine(100),
      }),
    )
    .min(1)
    .max(MAX_PRODUCTS),
]);

/** The same; an empty list is none, as programs send it for what they leave out. */
const OptionalProducts = z.preprocess(
  (given) => (Array.isArray(given) && given.length === 0 ? undefined : given),
  Products.optional(),
);

const Customer = z.object({
  name: freeText(visibleLine(200)).optional().describe('Needed for a new order'),
  phone: visibleLine(MAX_PHONE_TEXT)
    .optional()
    .describe('Needed for a new order. E.164, or any form that is valid in the tenant’s country'),
  ns: optionalLine(200).describe('Comes back in the webhook'),
  city: optionalLine(100),
});

const Place = z.object({
  address1: visibleLine(500).optional(),
  address2: optionalLine(300),
  city: optionalLine(100),
  province: optionalLine(100),
  country: optionalLine(60),
  zip: optionalLine(20),
});

const Metadata = FreeJson.refine((json) => Buffer.byteLength(JSON.stringify(json)) <= METADATA_BYTES, {
  params: { rule: 'max_bytes' },
  message: String(METADATA_BYTES),
}).describe('Free JSON');

/**
 * Both documented bodies in one: the nested one (source, callType, customer, address, order) and the flat one of the
 * JavaScript and Python examples (externalId, customer, products, totalPrice). Which of its fields are needed depends
 * on whether the order exists: `toCommand` says what a new one would lack.
 */
export const TriggerBody = z.object({
  orderId: visibleLine(60).optional().describe('Ours, of an order that exists'),
  source: SourceField.optional().describe('Needed in the nested form'),
  callType: z.enum(callTypes).optional().describe('Needed in the nested form'),
  customer: Customer.optional(),
  address: z.union([freeText(visibleLine(500)), Place]).nullish(),
  order: z
    .object({
      externalId: visibleLine(200).optional(),
      products: OptionalProducts,
      totalPrice: Price.optional(),
      currency: Currency.optional(),
      metadata: Metadata.optional(),
    })
    .optional(),
  externalId: visibleLine(200).optional(),
  products: OptionalProducts,
  totalPrice: Price.optional(),
  currency: Currency.optional(),
  shippingAddress: z.union([freeText(visibleLine(500)), Place]).nullish(),
  metadata: Metadata.optional(),
});
export type TriggerBody = z.output<typeof TriggerBody>;

/** The command of the body. @throws Problem invalid_phone, and invalid_request for what the nested form always needs */
export function toCommand(
  body: TriggerBody,
  { country, currency: ownCurrency }: TenantPrincipal,
): TriggerCommand {
  const order = isGiven(body.order) ? body.order : body;
  const nested = order !== body;
  const prefix = nested ? 'order.' : '';
  const address = toAddress(body.address, 'address') ?? toAddress(body.shippingAddress, 'shippingAddress');
  const { customer, metadata = body.order?.metadata } = body;
  const always = missing({
    ...(nested && { source: body.source, callType: body.callType }),
    ...(body.orderId === undefined && { [`${prefix}externalId`]: order.externalId }),
  });
  const forNew = missing({
    'customer.name': customer?.name,
    'customer.phone': customer?.phone,
    [`${prefix}products`]: order.products,
    [`${prefix}totalPrice`]: order.totalPrice,
    ...(nested && {
      'order.currency': order.currency,
      'address.address1': address?.address1,
      'address.city': address?.city ?? undefined,
    }),
  });
  if (always.length > 0) throw new Problem('invalid_request', { issues: [...always, ...forNew] });

  const phone =
    customer?.phone === undefined ? undefined : requirePhone(customer.phone, country, 'customer.phone');
  const currency = order.currency ?? ownCurrency;
  const items = order.products === undefined ? undefined : toItems(order.products);
  requireWhole(
    { ...pricesOf(items ?? [], `${prefix}products`), [`${prefix}totalPrice`]: order.totalPrice },
    currency,
  );
  const given: Partial<GivenOrder> = {
    ...(customer?.name && phone && { customer: toCustomer(customer.name, phone, customer) }),
    ...(address !== undefined && { address }),
    ...(order.products !== undefined && { products: toText(order.products), items: toItems(order.products) }),
    ...(order.totalPrice !== undefined && { total: order.totalPrice }),
    ...(order.currency !== undefined && { currency: order.currency }),
    ...(metadata !== undefined && { metadata }),
  };
  return {
    orderId: body.orderId,
    source: body.source,
    externalId: order.externalId,
    phone,
    callType: body.callType ?? 'confirmation',
    given,
    missing: forNew,
  };
}

/** Whether an object has any value: programs send those that they never filled, too. */
const isGiven = <Given extends object>(given: Given | null | undefined): given is Given =>
  Object.values(given ?? {}).some(
    (value) =>
      value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  );

const missing = (fields: Record<string, unknown>): ProblemIssue[] =>
  Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [{ field, rule: 'required' }] : [],
  );

const toCustomer = (
  name: string,
  phone: string,
  { ns, city }: z.output<typeof Customer>,
): GivenOrder['customer'] => ({ name, phone, ns: ns || null, city: city || null });

function toAddress(
  given: string | z.output<typeof Place> | null | undefined,
  field: 'address' | 'shippingAddress',
): Address | undefined {
  if (typeof given === 'string') return addressFromText(given);
  if (!isGiven(given)) return undefined;
  const { address1, address2, city, province, country, zip } = given;
  if (address1 === undefined)
    throw new Problem('invalid_request', { issues: [{ field: `${field}.address1`, rule: 'required' }] });
  return {
    address1,
    address2: address2 || null,
    city: city || null,
    province: province || null,
    country: country || null,
    zip: zip || null,
  };
}

const toText = (products: z.output<typeof Products>): string =>
  typeof products === 'string'
    ? products
    : products.map(({ name, quantity }) => `${name} x${quantity}`).join(', ');

const toItems = (products: z.output<typeof Products>): GivenOrder['items'] =>
  typeof products === 'string'
    ? []
    : products.map(({ name, quantity, price, sku }) => ({
        name,
        quantity,
        price: price ?? null,
        sku: sku || null,
      }));

/** The currency of the order that a body, which is not checked yet, has. */
export function currencyOfTrigger(body: unknown): unknown {
  const { order, currency } = (body ?? {}) as { order?: { currency?: unknown } | null; currency?: unknown };
  return typeof order === 'object' && isGiven(order) ? order.currency : currency;
}
