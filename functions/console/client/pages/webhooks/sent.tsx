import { Fragment } from 'preact';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { count } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import type { AttemptShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { OrderLink } from '../../parts/orders/order-link.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { Badge } from '../../ui/controls/badge.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { Loaded, Problematic } from '../../ui/display/states.tsx';
import { CopyButton, DateTime, UserText } from '../../ui/display/texts.tsx';
import { showToast } from '../../ui/overlays/toasts.tsx';

const EVERY_MS = 3000;

/** One event on its way to one endpoint, with each attempt. */
export function OneSentPage({ id }: { id: string }) {
  const sent = useResource(
    `webhook delivery ${id}`,
    (signal) => call('GET /platform/v1/webhook-deliveries/{id}', { params: { id }, signal }),
    EVERY_MS,
  );
  const endpoints = useResource('webhook endpoints', (signal) =>
    call('GET /platform/v1/webhook-endpoints', { signal }),
  );
  const urlOf = (endpointId: string) =>
    endpoints.data?.endpoints.find((endpoint) => endpoint.id === endpointId)?.url;
  const retry = useChange((idempotencyKey) =>
    call('POST /platform/v1/webhook-deliveries/{id}/retry', { params: { id }, idempotencyKey }),
  );
  return (
    <ConsolePage
      title={sent.data?.event ?? t('webhook.delivery')}
      back={{ href: hrefOf('webhooks/deliveries'), label: t('webhook.allDeliveries') }}
      aside={
        sent.data && (
          <>
            <StateBadge of="webhook" value={sent.data.status} />
            <span class="spacer" />
            <Button
              kind="primary"
              isBusy={retry.isBusy}
              unavailable={mayAs('operator') ? undefined : t('problem.forbidden')}
              onClick={async () => {
                if ((await retry.run()) === undefined) return;
                showToast(t('webhook.sentAgain'));
                sent.reload();
              }}
            >
              {t('webhook.sendAgain')}
            </Button>
          </>
        )
      }
    >
      <Problematic error={retry.error} />
      <Loaded of={sent}>
        {({ endpointId, orderId, eventId, nextAttemptAt, createdAt, payload, attempts }) => (
          <div class="two">
            <section class="card" aria-labelledby="attempts">
              <header>
                <h2 id="attempts">{t('field.attempts')}</h2>
                {nextAttemptAt && (
                  <span class="soft">
                    {t('webhook.nextAttempt')}: <DateTime at={nextAttemptAt} />
                  </span>
                )}
              </header>
              {attempts.length === 0 && <p class="soft">{t('webhook.noAttempts')}</p>}
              <ol class="stack">
                {attempts.toReversed().map((attempt) => (
                  <li key={attempt.number} class="entry">
                    <Attempt attempt={attempt} />
                  </li>
                ))}
              </ol>
            </section>
            <section class="card" aria-labelledby="request">
              <header>
                <h2 id="request">{t('webhook.request')}</h2>
                <CopyButton text={payload} label={t('webhook.copyPayload')} />
              </header>
              <dl class="facts">
                <dt>{t('webhook.endpoint')}</dt>
                <dd>
                  <PageLink href={hrefOf(`webhooks/endpoints/${endpointId}`)}>
                    {urlOf(endpointId) ?? endpointId}
                  </PageLink>
                </dd>
                {orderId && (
                  <>
                    <dt>{t('field.order')}</dt>
                    <dd>
                      <OrderLink id={orderId} />
                    </dd>
                  </>
                )}
                <dt>webhook-id</dt>
                <dd class="mono">{eventId}</dd>
                <dt>{t('field.created')}</dt>
                <dd>
                  <DateTime at={createdAt} style="full" />
                </dd>
              </dl>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long one is scrolled with the keyboard */}
              <pre class="payload" tabIndex={0}>
                {readable(payload)}
              </pre>
            </section>
          </div>
        )}
      </Loaded>
    </ConsolePage>
  );
}

function Attempt({ attempt }: { attempt: AttemptShown }) {
  const { number, startedAt, durationMs, status, failureClass, requestHeaders, responseHeaders, body } =
    attempt;
  return (
    <>
      <div class="row apart">
        <span class="row">
          <b>{t('webhook.attempt', { number })}</b>
          <Badge tone={failureClass === null ? 'good' : 'bad'}>
            {status ?? named('failure', failureClass)}
          </Badge>
          {status !== null && failureClass !== null && (
            <span class="small soft">{named('failure', failureClass)}</span>
          )}
        </span>
        <span class="small soft">
          <DateTime at={startedAt} style="full" /> · {t('webhook.took', { time: count(durationMs) })}
        </span>
      </div>
      <Headers title={t('webhook.requestHeaders')} headers={requestHeaders} />
      <Headers title={t('webhook.responseHeaders')} headers={responseHeaders} />
      {body && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one is scrolled with the keyboard
        <pre class="payload" tabIndex={0}>
          {body}
        </pre>
      )}
    </>
  );
}

interface HeadersProps {
  title: string;
  headers: Readonly<Record<string, string>> | null;
}

function Headers({ title, headers }: HeadersProps) {
  const entries = Object.entries(headers ?? {});
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>
        {title} <span class="small soft">({count(entries.length)})</span>
      </summary>
      <dl class="facts headers">
        {entries.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd class="mono">
              <UserText>{value}</UserText>
            </dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

/** JSON with a line for each value; other text as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
