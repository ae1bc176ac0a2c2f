import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { useResource } from '../../../base/resource.ts';
import { hrefOf } from '../../../base/router.ts';
import { mayAs } from '../../../base/session.ts';
import { t } from '../../../base/words.ts';
import { StateBadge } from '../../../parts/state-badge.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { PageLink } from '../../../ui/controls/link.tsx';
import { Loaded, Problematic } from '../../../ui/display/states.tsx';
import { DateTime } from '../../../ui/display/texts.tsx';
import { showToast } from '../../../ui/overlays/toasts.tsx';

/** The webhooks about the order, which can be sent again. */
export function OrderWebhooks({ orderId, count }: { orderId: string; count: number }) {
  const deliveries = useResource(count > 0 ? `webhooks of ${orderId} ${count}` : undefined, (signal) =>
    call('GET /platform/v1/webhook-deliveries', { query: { orderId, limit: 20 }, signal }),
  );
  const retry = useChange((idempotencyKey, id: string) =>
    call('POST /platform/v1/webhook-deliveries/{id}/retry', { params: { id }, idempotencyKey }),
  );
  const sendAgain = async (id: string) => {
    if ((await retry.run(id)) === undefined) return;
    showToast(t('webhook.sentAgain'));
    deliveries.reload();
  };
  return (
    <section class="card" aria-labelledby="webhooks">
      <header>
        <h2 id="webhooks">{t('nav.webhooks')}</h2>
        {count > 0 && (
          <PageLink href={hrefOf('webhooks/deliveries', { orderId })}>{t('order.allWebhooks')}</PageLink>
        )}
      </header>
      <Problematic error={retry.error} />
      {count === 0 ? (
        <p class="soft">{t('order.noWebhooks')}</p>
      ) : (
        <Loaded of={deliveries} lines={3}>
          {({ deliveries: sent }) => (
            <ul class="stack">
              {sent.map(({ id, event, status, attemptCount, createdAt }) => (
                <li key={id} class="row apart">
                  <span class="row">
                    <PageLink href={hrefOf(`webhooks/deliveries/${id}`)}>{event}</PageLink>
                    <StateBadge of="webhook" value={status} />
                    <span class="small soft">
                      {t('webhook.attempts', { count: attemptCount })} · <DateTime at={createdAt} />
                    </span>
                  </span>
                  <Button
                    small
                    aria-label={t('webhook.sendAgainOf', { event })}
                    unavailable={mayAs('operator') ? undefined : t('problem.forbidden')}
                    onClick={() => sendAgain(id)}
                  >
                    {t('webhook.sendAgain')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      )}
    </section>
  );
}
