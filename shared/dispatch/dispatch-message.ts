import type { StoredEvent } from '../events/stream.ts';
import type { OrderSnapshot } from '../orders/snapshot.ts';
import type { Message } from '../queues/queues.ts';
import type { Scope } from '../tenants/scope.ts';

/** What the dispatches queue carries. It may come twice; the order is dispatched once. */
export interface DispatchMessage extends Scope {
  orderId: string;
  /** Of the event in the order's log that confirmed it. */
  sequence: number;
}

/** Whether an event says that a cash order is confirmed, by whom and in whatever way. */
export function confirmsCashOrder({ type, data }: StoredEvent): boolean {
  if (type !== 'order.status_changed' && type !== 'order.created') return false;
  const { order } = data as { order?: Partial<OrderSnapshot> };
  return order?.status === 'confirmed' && order.payment?.method === 'cod';
}

export function dispatchMessage({ tenantId, mode, orderId, sequence }: StoredEvent): Message {
  if (orderId === undefined || sequence === undefined) throw new TypeError('Only orders are dispatched');
  const body: DispatchMessage = { tenantId, mode, orderId, sequence };
  return { body, group: tenantId };
}
