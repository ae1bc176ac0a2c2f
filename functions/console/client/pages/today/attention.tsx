import type { ComponentChildren } from 'preact';
import { count } from '../../base/format.ts';
import { hrefOf } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import type { SummaryShown } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { PageLink } from '../../ui/controls/link.tsx';
import { DateTime } from '../../ui/display/texts.tsx';

type Needs = NonNullable<SummaryShown['attention']>;

/** The things that need attention, or a line that nothing does. */
export function Attention({ of }: { of: Needs }) {
  const { needsReview, notReached, bookingFailed, callsWaiting, nextCallAt, endpoints } = of;
  const parked = mayAs('owner') ? (of.parked ?? 0) : 0;
  const isCalm = needsReview + notReached + bookingFailed + endpoints.length + parked === 0;
  return (
    <section class="card" aria-labelledby="attention">
      <header>
        <h2 id="attention">{t('today.attention')}</h2>
      </header>
      {isCalm && <p class="soft">{t('today.calm')}</p>}
      <ul class="needs">
        <Need many={needsReview} href={hrefOf('orders', { view: 'to-review' })} tone="pending">
          {t('view.to-review')}
        </Need>
        <Need many={notReached} href={hrefOf('orders', { view: 'not-reached' })} tone="pending">
          {t('view.not-reached')}
        </Need>
        <Need many={bookingFailed} href={hrefOf('orders', { bookingFailed: 'true' })} tone="bad">
          {t('list.bookingFailed')}
        </Need>
        {endpoints.map(({ id, url, enabled }) => (
          <li key={id} class="need">
            <span class={`badge ${enabled ? 'pending' : 'bad'}`}>
              {enabled ? t('webhook.failing') : t('webhook.disabled')}
            </span>
            <PageLink href={hrefOf(`webhooks/endpoints/${id}`)}>{url}</PageLink>
          </li>
        ))}
        <Need many={callsWaiting} href={hrefOf('calls', { status: 'waiting' })} tone="info">
          {t('today.callsWaiting')}
          {nextCallAt && (
            <span class="small soft">
              {' '}
              <DateTime at={nextCallAt} />
            </span>
          )}
        </Need>
        {parked > 0 && (
          <li class="need">
            <span class="badge number bad">{count(parked)}</span>
            <span>
              {t('today.parked')}
              <br />
              <span class="small soft">
                {t('today.parkedNote')} <code>npm run ops -- parked</code>
              </span>
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}

interface NeedProps {
  many: number;
  href: string;
  tone: string;
  children: ComponentChildren;
}

const Need = ({ many, href, tone, children }: NeedProps) =>
  many === 0 ? null : (
    <li class="need">
      <span class={`badge number ${tone}`}>{count(many)}</span>
      <PageLink href={href}>{children}</PageLink>
    </li>
  );
