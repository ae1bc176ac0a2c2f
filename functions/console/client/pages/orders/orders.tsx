import { path } from '../../base/router.ts';
import { OrderListPage } from './list/order-list.tsx';
import { NewOrderPage } from './new/new-order.tsx';
import { OneOrderPage } from './order/order.tsx';

/** The list of orders, the form of a new one, or the one that the address names. */
export default function OrdersPages() {
  const [, id] = path.value;
  if (id === 'new') return <NewOrderPage />;
  return id === undefined ? <OrderListPage /> : <OneOrderPage key={id} id={id} />;
}
