import { count, money } from '../../base/format.ts';
import { phone } from '../../base/phones.ts';
import type { BookedShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { RouteMap } from './route-map.tsx';

/** A delivery's route, people, money and steps. */
export function DeliveryFacts({ delivery }: { delivery: BookedShown }) {
  const { pickup, drop, sender, receiver, agent, price, collection, cash, cancellation, scheduledAt } =
    delivery;
  return (
    <div class="halves">
      <div class="stack">
        <RouteMap from={pickup} to={drop} />
        <dl class="facts">
          <dt>{t('delivery.from')}</dt>
          <dd>
            <UserText>{sender.name}</UserText>
            <br />
            <UserText>{pickup.address}</UserText>
          </dd>
          <dt>{t('delivery.to')}</dt>
          <dd>
            <UserText>{receiver.name}</UserText>
            <br />
            <UserText>{drop.address}</UserText>
          </dd>
          <dt>{t('delivery.distance')}</dt>
          <dd class="number">{t('delivery.kilometres', { distance: count(delivery.distance) })}</dd>
          {agent && (
            <>
              <dt>{t('delivery.courier')}</dt>
              <dd>
                <UserText>{agent.name}</UserText> · <span dir="ltr">{phone(agent.phone)}</span>
              </dd>
            </>
          )}
          {scheduledAt && (
            <>
              <dt>{t('delivery.scheduled')}</dt>
              <dd>
                <DateTime at={scheduledAt} />
              </dd>
            </>
          )}
          <dt>{t('delivery.price')}</dt>
          <dd class="number">{money(price.total, price.currency)}</dd>
          {collection && (
            <>
              <dt>{t('delivery.collects')}</dt>
              <dd class="number">{money(collection.amount, price.currency)}</dd>
            </>
          )}
          {cash && (
            <>
              <dt>{t('delivery.taken')}</dt>
              <dd class="number">
                {money(cash.taken, price.currency)}
                {cash.kind !== 'full' && ` · ${named('cash', cash.kind)}`}
                {cash.reason && (
                  <>
                    {' · '}
                    <UserText>{cash.reason}</UserText>
                  </>
                )}
              </dd>
            </>
          )}
          {cancellation && (
            <>
              <dt>{t('delivery.cancelled')}</dt>
              <dd>
                <UserText>{cancellation.reason}</UserText>
              </dd>
            </>
          )}
          <dt>{t('delivery.tracking')}</dt>
          <dd>
            <a href={`/track/${encodeURIComponent(delivery.trackingId)}`} target="_blank" rel="noreferrer">
              {t('delivery.trackingPage')}
            </a>
          </dd>
        </dl>
      </div>
      <ol class="steps">
        {delivery.steps.map(({ event, status, at }) => (
          <li key={`${at} ${event}`}>
            <span>{named('courierEvent', event)}</span>
            <span class="small soft">
              {named('delivery', status)} · <DateTime at={at} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
