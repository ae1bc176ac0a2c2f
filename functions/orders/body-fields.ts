import { Problem } from '../../shared/base/problem.ts';
import { type Address, addressFromText } from '../../shared/orders/address.ts';
import { type Amount, parseAmount, sumOf } from '../../shared/orders/money.ts';
import type { JsonObject, OrderItem, PaymentMethod } from '../../shared/orders/order.ts';
import type { GivenPayment } from '../../shared/orders/payment.ts';
import { parsePhone } from '../../shared/phones/phone.ts';
import type { DeliveryDetails, PaymentInfo, ProductItem } from './fields.ts';

/** E.164. @throws Problem invalid_request naming the field */
export function readMobile(mobile: string, country: string, field: string): string {
  const phone = parsePhone(mobile, country);
  if (phone !== undefined) return phone;
  throw new Problem('invalid_request', { issues: [{ field, rule: 'format', expected: 'phone number' }] });
}

export const toItem = ({ product_retailer_id, sku, name, quantity, price }: ProductItem): OrderItem => ({
  name,
  quantity,
  price,
  sku: product_retailer_id || sku || null,
});

/** What items come to. @throws Problem invalid_request naming the field that a total of one's own is given in */
export function sumOfItems(items: readonly ProductItem[], field: string): Amount {
  const sum = sumOf(items);
  // Quantities to the thousandth times prices to the ten-thousandth may be finer than money is, and many be too much.
  if (parseAmount(sum) === undefined)
    throw new Problem('invalid_request', { issues: [{ field, rule: 'amount' }] });
  return sum;
}

export interface DeliveryFields {
  /** Undefined when nothing is said of it. */
  address: Address | null | undefined;
  trackingNumber: string | null | undefined;
  details: JsonObject;
}

/** Address and tracking number have their own places on an order. */
export function toDelivery({ address, tracking_number, ...details }: DeliveryDetails): DeliveryFields {
  return {
    address: address === undefined ? undefined : address ? addressFromText(address) : null,
    trackingNumber: tracking_number === undefined ? undefined : tracking_number || null,
    details: Object.fromEntries(
      Object.entries(details).filter(([, value]) => value !== undefined),
    ) as JsonObject,
  };
}

export function toPayment({ status, amount, payment_id, method }: PaymentInfo): GivenPayment {
  return {
    status: status?.value,
    method: method ? paymentMethodOf(method) : undefined,
    note: {
      method: method === undefined ? undefined : method || null,
      paymentId: payment_id === undefined ? undefined : payment_id || null,
      amount,
    },
  };
}

const CASH = new Set(['cod', 'cash', 'cashondelivery', 'efectivo', 'contraentrega', 'pagocontraentrega']);
const CARD_AT_THE_DOOR = new Set(['cardondelivery', 'posondelivery', 'tarjetacontraentrega']);

/** The facet's method for the merchant's own word; whatever is not paid at the door is paid before. */
function paymentMethodOf(word: string): PaymentMethod {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (CASH.has(letters)) return 'cod';
  return CARD_AT_THE_DOOR.has(letters) ? 'card_on_delivery' : 'prepaid';
}
