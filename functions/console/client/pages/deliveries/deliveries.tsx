import { path, query } from '../../base/router.ts';
import { LoneDeliveryPage, OneDeliveryPage } from './delivery.tsx';
import { DeliveryListPage } from './delivery-list.tsx';
import { UnbookedPage } from './unbooked.tsx';

/** The deliveries, orders that could not be booked, or those of the order, or the one, that the address names. */
export default function DeliveriesPages() {
  const [, id] = path.value;
  if (id?.startsWith('ord_')) return <OneDeliveryPage key={id} orderId={id} />;
  if (id !== undefined) return <LoneDeliveryPage key={id} id={id} />;
  return query.value.get('view') === 'failed' ? <UnbookedPage /> : <DeliveryListPage />;
}
