import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function TodayPage() {
  return (
    <ConsolePage title={t('nav.today')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
