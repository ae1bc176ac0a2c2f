import { path } from '../../base/router.ts';
import { OneDeliveryPage } from './delivery.tsx';
import { DeliveryListPage } from './delivery-list.tsx';

/** The deliveries, or those of the order that the address names. */
export default function DeliveriesPages() {
  const [, orderId] = path.value;
  return orderId === undefined ? <DeliveryListPage /> : <OneDeliveryPage key={orderId} orderId={orderId} />;
}
