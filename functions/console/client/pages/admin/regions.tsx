import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function RegionsPage() {
  return (
    <ConsolePage title={t('nav.regions')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
