import { call } from '../../base/api.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import { t } from '../../base/words.ts';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { Loaded } from '../../ui/display/states.tsx';
import { DateTime } from '../../ui/display/texts.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { HealthCard } from './endpoint-health.tsx';
import { EndpointState } from './endpoint-state.tsx';

const EVERY_MS = 5000;

/** One endpoint: its health, and the actions on it. */
export function OneEndpointPage({ id }: { id: string }) {
  const endpoint = useResource(
    `webhook endpoint ${id}`,
    (signal) => call('GET /platform/v1/webhook-endpoints/{id}', { params: { id }, signal }),
    EVERY_MS,
  );
  return (
    <ConsolePage
      title={endpoint.data?.url ?? t('webhook.endpoint')}
      back={{ href: hrefOf('webhooks'), label: t('webhook.all') }}
      aside={endpoint.data && <EndpointState endpoint={endpoint.data} />}
    >
      <Loaded of={endpoint}>
        {(shown) => (
          <>
            <EndpointActions endpoint={shown} onChanged={endpoint.put} />
            <HealthCard id={id} />
            <section class="card" aria-labelledby="settings">
              <header>
                <h2 id="settings">{t('webhook.settings')}</h2>
                <PageLink href={hrefOf('webhooks/deliveries', { endpointId: id })}>
                  {t('webhook.sentThere')}
                </PageLink>
              </header>
              <dl class="facts">
                <dt>{t('webhook.events')}</dt>
                <dd>
                  {shown.events.map((event) => (
                    <span key={event}>
                      <code>{event}</code>{' '}
                    </span>
                  ))}
                </dd>
                <dt>{t('webhook.schedule')}</dt>
                <dd>
                  {t(shown.retrySchedule === 'long' ? 'webhook.scheduleLong' : 'webhook.scheduleStandard')}
                </dd>
                <dt>{t('webhook.order')}</dt>
                <dd>{shown.strictOrder ? t('state.yes') : t('state.no')}</dd>
                <dt>{t('webhook.concurrency')}</dt>
                <dd>{shown.maxConcurrency ?? t('webhook.unlimited')}</dd>
                <dt>{t('webhook.rate')}</dt>
                <dd>{shown.rateLimit ?? t('webhook.unlimited')}</dd>
                <dt>{t('field.created')}</dt>
                <dd>
                  <DateTime at={shown.createdAt} />
                </dd>
                {shown.disabledAt && (
                  <>
                    <dt>{t('webhook.disabledSince')}</dt>
                    <dd>
                      <DateTime at={shown.disabledAt} />
                    </dd>
                  </>
                )}
              </dl>
            </section>
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}
