import * as z from 'zod';
import { inWords } from '../../shared/base/fit.ts';
import { Problem } from '../../shared/base/problem.ts';
import type { KeyPrincipal } from '../../shared/http/endpoints/endpoint.ts';
import type { OrderUpdate } from '../../shared/orders/update-rule.ts';
import type { PaymentWords } from '../../shared/tenants/tenant.ts';
import { readMobile, sumOfItems, toDelivery, toItem, toPayment } from './body-fields.ts';
import {
  DeliveryDetails,
  Email,
  FreeObject,
  Mobile,
  Money,
  optionalLines,
  optionalText,
  PaymentInfo,
  PaymentStatusField,
  ProductItems,
  text,
} from './fields.ts';
import { Status } from './status-words.ts';

const readOnly = z
  .unknown()
  .optional()
  .meta({ readOnly: true })
  .describe('Cannot be changed: another value than the order has is an error');

const Updates = z.strictObject({
  status: Status.optional(),
  mobile: Mobile.optional(),
  name: inWords(optionalText(200)),
  email: Email,
  user_id: optionalText(200),
  product_items: ProductItems.optional(),
  final_amount: Money.optional().describe('The sum of the items when only they are given'),
  delivery_method: text(100).optional(),
  delivery_details: DeliveryDetails.optional().describe('Each field on its own; null removes one'),
  product_customizations: FreeObject.nullish(),
  payment_status: PaymentStatusField.optional(),
  payment_info: PaymentInfo.omit({ currency: true }).extend({ currency: readOnly }).strict().optional(),
  notes: inWords(optionalLines(2000)),
  _id: readOnly,
  referenceId: readOnly,
  created_at: readOnly,
  updated_at: readOnly,
  external_order_source: readOnly,
  external_order_id: readOnly,
  external_order_number: readOnly,
  order_history: readOnly,
  currency: readOnly,
});

export const UpdateOrderBody = z.strictObject({ updates: Updates });

/** @throws Problem invalid_request */
export function toUpdate(
  { updates }: z.output<typeof UpdateOrderBody>,
  { country }: KeyPrincipal,
  words: PaymentWords,
): OrderUpdate {
  if (Object.keys(updates).length === 0)
    throw new Problem('invalid_request', {
      issues: [{ field: 'updates', rule: 'custom', expected: 'must name at least one field to change' }],
    });
  const { mobile, name, email, user_id, delivery_details, payment_status, payment_info } = updates;
  const delivery = delivery_details && toDelivery(delivery_details);
  const payment = payment_info && toPayment(payment_info, words);
  const { product_items: items, final_amount: total } = updates;
  return {
    status: updates.status?.status,
    logisticsStatus: updates.status?.logistics,
    customer: {
      ...(mobile !== undefined && {
        phone: readMobile(mobile, country, 'updates.mobile'),
        isPhoneRaw: false,
      }),
      name: name === undefined ? undefined : (name ?? ''),
      email: emptied(email),
      userId: emptied(user_id),
    },
    items: items?.map(toItem),
    total: total ?? (items && sumOfItems(items, 'updates.final_amount')),
    address: delivery?.address,
    trackingNumber: delivery?.trackingNumber,
    deliveryDetails: delivery?.details,
    deliveryMethod: updates.delivery_method,
    customizations: updates.product_customizations,
    payment: { ...payment, status: payment_status?.value ?? payment?.status ?? updates.status?.payment },
    notes: emptied(updates.notes),
  };
}

/** Null and an empty text take a value away; undefined leaves it. */
const emptied = (given: string | null | undefined): string | null | undefined =>
  given === undefined ? undefined : given || null;
