import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function CallsPage() {
  return (
    <ConsolePage title={t('nav.calls')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
