import { hrefOf } from '../../base/router.ts';
import { t } from '../../base/words.ts';
import { PageLink } from '../../ui/controls/link.tsx';

/** Booked deliveries, and orders that could not be booked. */
export const DeliveryTabs = ({ at }: { at: 'all' | 'failed' }) => (
  <nav aria-label={t('view.label')}>
    <ul class="tabs">
      <li>
        <PageLink href={hrefOf('deliveries')} aria-current={at === 'all' ? 'true' : undefined}>
          {t('deliveries.every')}
        </PageLink>
      </li>
      <li>
        <PageLink
          href={hrefOf('deliveries', { view: 'failed' })}
          aria-current={at === 'failed' ? 'true' : undefined}
        >
          {t('list.bookingFailed')}
        </PageLink>
      </li>
    </ul>
  </nav>
);
