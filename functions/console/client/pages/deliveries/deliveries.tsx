import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function DeliveriesPage() {
  return (
    <ConsolePage title={t('nav.deliveries')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
