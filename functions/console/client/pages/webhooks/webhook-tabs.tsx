import { hrefOf } from '../../base/router.ts';
import { t } from '../../base/words.ts';
import { PageLink } from '../../ui/controls/link.tsx';

/** The two halves of the page: endpoints and deliveries. */
export const WebhookTabs = ({ at }: { at: 'endpoints' | 'deliveries' }) => (
  <nav aria-label={t('nav.webhooks')}>
    <ul class="tabs">
      <li>
        <PageLink href={hrefOf('webhooks')} aria-current={at === 'endpoints' ? 'page' : undefined}>
          {t('webhook.endpoints')}
        </PageLink>
      </li>
      <li>
        <PageLink
          href={hrefOf('webhooks/deliveries')}
          aria-current={at === 'deliveries' ? 'page' : undefined}
        >
          {t('nav.deliveries')}
        </PageLink>
      </li>
    </ul>
  </nav>
);
