import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function OrdersPage() {
  return (
    <ConsolePage title={t('nav.orders')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
