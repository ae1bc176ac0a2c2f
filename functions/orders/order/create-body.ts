import * as z from 'zod';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { optionalLine, optionalLines } from '../../../shared/base/input/texts.ts';
import type { TenantPrincipal } from '../../../shared/http/endpoints/endpoint.ts';
import { readPhone } from '../../../shared/http/requests/read-phone.ts';
import type { GivenOrder } from '../../../shared/orders/changes/create-order.ts';
import type { Placement } from '../../../shared/orders/changes/place-order.ts';
import { DEFAULT_SOURCE } from '../../../shared/orders/names/external-id.ts';
import { pricesOf, requireWhole } from '../../../shared/orders/order/money.ts';
import type { GivenPayment } from '../../../shared/orders/order/payment.ts';
import type { PaymentWords } from '../../../shared/tenants/tenant/tenant.ts';
import {
  DeliveryDetails,
  Email,
  FreeObject,
  Mobile,
  Money,
  PaymentInfo,
  ProductItems,
} from '../fields/fields.ts';
import { Status } from '../fields/status-words.ts';
import { sumOfItems, toDelivery, toItem, toPayment } from './body-fields.ts';

export const CreateOrderBody = z.object({
  mobile: Mobile,
  name: freeText(optionalLine(200)),
  email: Email,
  user_id: optionalLine(200),
  product_items: ProductItems,
  status: Status.nullish(),
  final_amount: Money.nullish().describe('The sum of quantity × price when it is not given'),
  delivery_method: optionalLine(100),
  delivery_details: DeliveryDetails.nullish(),
  product_customizations: FreeObject.nullish(),
  payment_info: PaymentInfo.nullish(),
  referenceId: optionalLine(60).describe('Unique; made when it is not given'),
  external_order_source: freeText(optionalLine(60)),
  external_order_id: optionalLine(200).describe('Unique in its external_order_source'),
  external_order_number: optionalLine(60),
  notes: freeText(optionalLines(2000)),
});
export type CreateOrderBody = z.output<typeof CreateOrderBody>;

/**
 * The order of the body.
 * @param wordsOf reads the tenant's own words; called only for a body without other issues
 * @throws Problem invalid_request
 */
export function toPlacement(
  body: CreateOrderBody,
  principal: TenantPrincipal,
  wordsOf: () => Promise<PaymentWords>,
): Placement {
  const items = body.product_items.map(toItem);
  const total = body.final_amount ?? sumOfItems(body.product_items, 'final_amount');
  const currency = body.payment_info?.currency ?? principal.currency;
  requireWhole(
    {
      ...pricesOf(items, 'product_items'),
      final_amount: total,
      'payment_info.amount': body.payment_info?.amount,
    },
    currency,
  );
  const delivery = body.delivery_details ? toDelivery(body.delivery_details) : undefined;
  const payment = body.payment_info;
  const reportedPayment = body.status?.payment;
  const given: GivenOrder = {
    customer: {
      name: body.name ?? '',
      phone: readPhone(body.mobile, principal.country, 'mobile'),
      email: body.email || null,
      userId: body.user_id || null,
    },
    address: delivery?.address ?? null,
    items,
    total,
    currency,
    status: body.status?.status,
    logisticsStatus: body.status?.logistics,
    payment: { status: reportedPayment },
    deliveryMethod: body.delivery_method || undefined,
    deliveryDetails: delivery?.details,
    trackingNumber: delivery?.trackingNumber,
    customizations: body.product_customizations,
    notes: body.notes || null,
  };
  return {
    given: payment
      ? wordsOf().then((own) => ({ ...given, payment: paymentOf(payment, own, reportedPayment) }))
      : given,
    source: body.external_order_source || DEFAULT_SOURCE,
    externalId: body.external_order_id || null,
    number: body.external_order_number || undefined,
    reference: body.referenceId || undefined,
  };
}

/** A payment with a gateway's id was not made at the door, unless the method says so. */
function paymentOf(
  info: PaymentInfo,
  words: PaymentWords,
  reportedPayment: GivenPayment['status'],
): GivenPayment {
  const {
    method = info.payment_id ? 'prepaid' : undefined,
    status = reportedPayment,
    note,
  } = toPayment(info, words);
  return { method, status, note };
}
