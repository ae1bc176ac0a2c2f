import { path, query } from '../../base/router.ts';
import { OneDeliveryPage } from './delivery.tsx';
import { DeliveryListPage } from './delivery-list.tsx';
import { UnbookedPage } from './unbooked.tsx';

/** The deliveries, orders that could not be booked, or the deliveries of the order that the address names. */
export default function DeliveriesPages() {
  const [, orderId] = path.value;
  if (orderId !== undefined) return <OneDeliveryPage key={orderId} orderId={orderId} />;
  return query.value.get('view') === 'failed' ? <UnbookedPage /> : <DeliveryListPage />;
}
