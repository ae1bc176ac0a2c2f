import type { Table } from '../../adapters/dynamo/table.ts';
import type { Order } from '../../orders/order/order.ts';
import { methodNow } from '../../orders/order/payment-words.ts';
import type { CheckResult, Failure } from '../../serviceability/failure.ts';
import type { Tenant } from '../../tenants/tenant.ts';
import { findDeliveredOrder } from '../delivery/delivered-order.ts';
import type { DispatchBooking, DispatchServices } from './book-now-or-later.ts';
import { dispatchBookingRequest } from './dispatch-booking-request.ts';
import { locateDropOff } from './locate-drop-off.ts';

/** How an order is booked by its tenant's settings of dispatch, or why it cannot be. */
export async function prepareDispatch(
  { table, providers }: Pick<DispatchServices, 'table' | 'providers'>,
  tenant: Tenant,
  order: Order,
): Promise<CheckResult<DispatchBooking>> {
  if (methodNow(order.payment, tenant) === 'unknown')
    return failed(
      `Nobody knows whether ${JSON.stringify(order.payment.note?.method)} is paid at the door: cashMethods or prepaidMethods of the tenant can say it`,
    );
  const { dispatch: settings } = tenant;
  if (settings === null) return failed('The settings of dispatch are missing: nobody knows the pickup');
  const drop = await locateDropOff(order, providers.addresses);
  if ('failure' in drop) return drop;
  const { approximate } = drop.value;
  if (approximate && !settings.acceptApproximate)
    return failed(
      'Only the neighbourhood of the address is known: with acceptApproximate it is booked and billed',
    );
  const asked = dispatchBookingRequest(order, settings, drop.value, await nameOf(table, order));
  return { value: { asked, paymentMode: settings.paymentMode, approximate } };
}

/** What the merchant knows the order by, where that names it and no other; else its id. */
async function nameOf(table: Table, order: Order): Promise<string> {
  const { id, externalId } = order;
  if (externalId === null) return id;
  return (await findDeliveredOrder(table, order, externalId))?.id === id ? externalId : id;
}

const failed = (message: string): { failure: Failure } => ({
  failure: { reason: 'invalid_details', rule: 'request', message },
});
