import * as z from 'zod';
import { freeText } from '../../../../shared/base/input/coerce.ts';
import { optionalLine, optionalLines, visibleLine } from '../../../../shared/base/input/texts.ts';
import { paymentMethods, paymentStatuses } from '../../../../shared/events/order-words.ts';
import type { TenantPrincipal } from '../../../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../../../shared/http/requests/read-phone.ts';
import type { GivenOrder } from '../../../../shared/orders/changes/create-order.ts';
import type { Placement } from '../../../../shared/orders/changes/place-order.ts';
import { DEFAULT_SOURCE } from '../../../../shared/orders/names/external-id.ts';
import { SourceField } from '../../../../shared/orders/names/source-field.ts';
import { pricesOf, requireWhole } from '../../../../shared/orders/order/money.ts';
import { MAX_PRODUCTS } from '../../../../shared/orders/order/order-size.ts';
import { MAX_PHONE_TEXT } from '../../../../shared/phones/written.ts';
import { Email, Money } from '../../../orders/fields/fields.ts';
import { sumOfItems } from '../../../orders/order/body-fields.ts';
import { addressFields } from '../../fields/address.ts';
import { LocationBody } from '../../fields/location.ts';

const Item = z.strictObject({
  name: freeText(visibleLine(300)),
  quantity: z.number().min(1).max(1_000_000).multipleOf(0.001).default(1),
  price: Money,
  sku: optionalLine(200),
});

export const PlaceOrderBody = z.strictObject({
  customer: z.strictObject({
    name: freeText(visibleLine(200)),
    phone: visibleLine(MAX_PHONE_TEXT).describe(
      'In any form that is valid in the tenant’s country, or E.164',
    ),
    email: Email,
  }),
  address: z.strictObject(addressFields).nullish(),
  location: LocationBody.nullish().describe(
    'Where the address is; without it a delivery needs a postal code or an address that can be located',
  ),
  items: z.array(Item).min(1).max(MAX_PRODUCTS),
  total: Money.nullish().describe('With shipping and discounts; the sum of the items when it is not given'),
  payment: z
    .strictObject({
      method: z.enum(paymentMethods).default('cod'),
      status: z.enum(paymentStatuses).default('unpaid'),
    })
    .nullish()
    .describe('Cash on delivery, unpaid, when not given'),
  externalId: optionalLine(200).describe(
    'The shop’s own number or reference of the order; unique in its source',
  ),
  source: SourceField.default(DEFAULT_SOURCE).describe('Where the order was taken'),
  notes: freeText(optionalLines(2000)),
  call: z.boolean().default(true).describe('Whether the customer is called to confirm it'),
});

/**
 * The order of the body, in the tenant's currency.
 * @throws Problem invalid_phone, invalid_request
 */
export function placementOf(
  body: z.output<typeof PlaceOrderBody>,
  { country, currency }: TenantPrincipal,
): Placement & { given: GivenOrder } {
  const { customer, address, location, payment, source, externalId, notes } = body;
  const items = body.items.map(({ sku, ...item }) => ({ ...item, sku: sku || null }));
  const phone = requirePhone(customer.phone, country, 'customer.phone');
  const total = body.total ?? sumOfItems(items, 'total');
  requireWhole({ ...pricesOf(items, 'items'), total }, currency);
  return {
    given: {
      customer: { name: customer.name, phone, email: customer.email || null },
      address: address
        ? {
            address1: address.address1,
            address2: address.address2 || null,
            city: address.city || null,
            province: address.province || null,
            country: address.country || null,
            zip: address.zip || null,
          }
        : null,
      items,
      total,
      currency,
      payment: payment ?? undefined,
      notes: notes || null,
      deliveryDetails: location ? { location: { ...location } } : null,
    },
    source,
    externalId: externalId || null,
    number: undefined,
    reference: undefined,
  };
}
