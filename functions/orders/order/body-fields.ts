import { type Address, addressFromText } from '../../../shared/orders/order/address.ts';
import { type Amount, requireAmount, sumOf } from '../../../shared/orders/order/money.ts';
import type { JsonObject, OrderItem } from '../../../shared/orders/order/order.ts';
import type { GivenPayment } from '../../../shared/orders/order/payment.ts';
import { paymentMethodOf } from '../../../shared/orders/order/payment-words.ts';
import type { PaymentWords } from '../../../shared/tenants/tenant/tenant.ts';
import type { DeliveryDetails, PaymentInfo, ProductItem } from '../fields/fields.ts';

export const toItem = ({ product_retailer_id, sku, name, quantity, price }: ProductItem): OrderItem => ({
  name,
  quantity,
  price,
  sku: product_retailer_id || sku || null,
});

/** The sum of items. @throws Problem invalid_request naming the field in which a total can be given instead */
export function sumOfItems(items: readonly ProductItem[], field: string): Amount {
  const sum = sumOf(items.map(({ price, quantity }) => ({ price: price ?? '0', quantity })));
  // Quantities to the thousandth times prices to the ten-thousandth may be finer than money is, and many be too much.
  requireAmount(sum, field);
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

export function toPayment(
  { status, amount, payment_id, method }: Omit<PaymentInfo, 'currency'>,
  words: PaymentWords,
): GivenPayment {
  return {
    status: status?.value,
    method: method ? paymentMethodOf(method, words) : undefined,
    note: {
      method: method === undefined ? undefined : method || null,
      paymentId: payment_id === undefined ? undefined : payment_id || null,
      amount,
    },
  };
}
