import { path } from '../../base/router.ts';
import { OneOrderPage } from './order.tsx';
import { OrderListPage } from './order-list.tsx';

/** The list of orders, or the one that the address names. */
export default function OrdersPages() {
  const [, id] = path.value;
  return id === undefined ? <OrderListPage /> : <OneOrderPage key={id} id={id} />;
}
