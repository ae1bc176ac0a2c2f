import { path } from '../../base/router.ts';
import { OrderListPage } from './list/order-list.tsx';
import { OneOrderPage } from './order/order.tsx';

/** The list of orders, or the one that the address names. */
export default function OrdersPages() {
  const [, id] = path.value;
  return id === undefined ? <OrderListPage /> : <OneOrderPage key={id} id={id} />;
}
