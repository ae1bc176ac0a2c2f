import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function WebhooksPage() {
  return (
    <ConsolePage title={t('nav.webhooks')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
