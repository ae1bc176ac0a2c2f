import * as z from 'zod';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { optionalLine, optionalLines, visibleLine } from '../../../shared/base/input/texts.ts';
import { Problem } from '../../../shared/base/problem.ts';
import type { TenantPrincipal } from '../../../shared/http/endpoints/endpoint.ts';
import type { SentUpdate } from '../../../shared/orders/changes/sent-back.ts';
import { DEFAULT_DELIVERY_METHOD } from '../../../shared/orders/order/order.ts';
import { parsePhone } from '../../../shared/phones/phone.ts';
import type { PaymentWords } from '../../../shared/tenants/tenant/tenant.ts';
import {
  type DeliveryDetails,
  FreeObject,
  Mobile,
  Money,
  PaymentInfo,
  PaymentStatusField,
  ShownDeliveryDetails,
  ShownEmail,
  ShownItems,
} from '../fields/fields.ts';
import { Status } from '../fields/status-words.ts';
import { sumOfItems, toDelivery, toItem, toPayment } from './body-fields.ts';

const readOnly = z
  .unknown()
  .optional()
  .meta({ readOnly: true })
  .describe('Cannot be changed: another value than the order has is an error');

const Updates = z.strictObject({
  status: Status.optional(),
  mobile: Mobile.optional(),
  name: freeText(optionalLine(200)),
  email: ShownEmail.describe('An e-mail address, unless it is what the order shows'),
  user_id: optionalLine(200),
  product_items: ShownItems.optional().describe(
    'At least one, each with a price, unless they are what the order shows',
  ),
  final_amount: Money.optional().describe('The sum of the items when only they are given'),
  delivery_method: visibleLine(100).nullish().describe('null: the usual one'),
  delivery_details: ShownDeliveryDetails.nullish().describe(
    'Each field on its own; null removes one, or all of them',
  ),
  product_customizations: FreeObject.nullish(),
  payment_status: PaymentStatusField.optional(),
  payment_info: PaymentInfo.omit({ currency: true })
    .extend({ currency: readOnly })
    .strict()
    .nullish()
    .describe('null removes the details of the payment; its status stays'),
  notes: freeText(optionalLines(2000)),
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
  { country }: TenantPrincipal,
  words: PaymentWords,
): SentUpdate {
  if (Object.keys(updates).length === 0)
    throw new Problem('invalid_request', {
      issues: [{ field: 'updates', rule: 'custom', expected: 'must name at least one field to change' }],
    });
  const { mobile, name, email, user_id, delivery_details, payment_status, payment_info } = updates;
  const delivery = delivery_details === undefined ? undefined : toDelivery(delivery_details ?? NO_DETAILS);
  const payment = payment_info === undefined ? undefined : toPayment(payment_info ?? NO_PAYMENT_INFO, words);
  const { product_items: items, final_amount: total } = updates;
  if (items && total === undefined) sumOfItems(items, 'updates.final_amount');
  return {
    status: updates.status?.status,
    logisticsStatus: updates.status?.logistics,
    customer: {
      ...(mobile !== undefined && toPhone(mobile, country)),
      name: name === undefined ? undefined : (name ?? ''),
      email: emptied(email),
      userId: emptied(user_id),
    },
    items: items?.map(toItem),
    total,
    writtenPhone: mobile,
    address: delivery?.address,
    trackingNumber: delivery?.trackingNumber,
    deliveryDetails: delivery?.details,
    deliveryMethod: updates.delivery_method === null ? DEFAULT_DELIVERY_METHOD : updates.delivery_method,
    customizations: updates.product_customizations,
    payment: { ...payment, status: payment_status?.value ?? payment?.status ?? updates.status?.payment },
    notes: emptied(updates.notes),
  };
}

/** An unreadable one stays as it is: it may be what an order shows, whose phone could not be read when it came in. */
function toPhone(mobile: string, country: string): { phone: string; isPhoneRaw: boolean } {
  const phone = parsePhone(mobile, country);
  return { phone: phone ?? mobile, isPhoneRaw: phone === undefined };
}

/** Null for all details of a delivery means null for each. */
const NO_DETAILS: DeliveryDetails = Object.fromEntries(
  Object.keys(ShownDeliveryDetails.shape).map((name) => [name, null]),
);

/** The same for a payment. */
const NO_PAYMENT_INFO = { method: null, payment_id: null };

/** Null and an empty text remove a value; undefined leaves it. */
const emptied = (given: string | null | undefined): string | null | undefined =>
  given === undefined ? undefined : given || null;
