import { t } from '../../base/words.ts';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank } from '../../ui/states.tsx';

export default function TenantsPage() {
  return (
    <ConsolePage title={t('nav.tenants')}>
      <Blank title={t('state.empty')} />
    </ConsolePage>
  );
}
