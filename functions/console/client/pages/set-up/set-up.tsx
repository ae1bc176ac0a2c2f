import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function SetUpPage() {
  return (
    <ConsolePage title={t('nav.setUp')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
