import type { Table } from '../../adapters/dynamo/table.ts';
import type { Order } from '../../orders/order/order.ts';
import { methodNow } from '../../orders/order/payment-words.ts';
import type { CheckResult, Failure } from '../../serviceability/failure.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
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
      `It is unknown whether ${JSON.stringify(order.payment.note?.method)} is paid at the door: add it to the tenant’s cashMethods or prepaidMethods`,
    );
  const { dispatch: settings } = tenant;
  if (settings === null) return failed('Dispatch is not set up: its pickup address is missing');
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

/** The merchant's own id of the order, where no other order has it; else ours. */
async function nameOf(table: Table, order: Order): Promise<string> {
  const { id, externalId } = order;
  if (externalId === null) return id;
  return (await findDeliveredOrder(table, order, externalId))?.id === id ? externalId : id;
}

const failed = (message: string): { failure: Failure } => ({
  failure: { reason: 'invalid_details', rule: 'request', message },
});
