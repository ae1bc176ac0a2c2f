import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function MoneyPage() {
  return (
    <ConsolePage title={t('nav.money')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
