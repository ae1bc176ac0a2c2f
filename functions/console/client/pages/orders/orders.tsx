import { path } from '../../base/router.ts';
import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';
import { OneOrderPage } from './order.tsx';

/** The list of orders, or the one that the address names. */
export default function OrdersPages() {
  const [, id] = path.value;
  if (id !== undefined) return <OneOrderPage key={id} id={id} />;
  return (
    <ConsolePage title={t('nav.orders')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
