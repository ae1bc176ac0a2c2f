import { money } from '../../../base/format.ts';
import { hrefOf } from '../../../base/router.ts';
import type { OrderShown } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { DeliveryFacts } from '../../../parts/deliveries/delivery-facts.tsx';
import { StateBadge } from '../../../parts/state-badge.tsx';
import { PageLink } from '../../../ui/controls/link.tsx';
import { DateTime } from '../../../ui/display/texts.tsx';

/** The order's deliveries, with their way and their steps, and bookings that wait for money. */
export function OrderDeliveries({ order }: { order: OrderShown }) {
  const { deliveries, waitingDeliveries } = order;
  return (
    <section class="card" aria-labelledby="deliveries">
      <header>
        <h2 id="deliveries">{t('nav.deliveries')}</h2>
      </header>
      <div class="stack">
        {waitingDeliveries
          .filter(({ status }) => status === 'waiting')
          .map(({ id, amount, currency, deadline }) => (
            <p key={id} class="notice pending">
              {t('order.waitsForMoney', { amount: money(amount, currency) })} <DateTime at={deadline} />
            </p>
          ))}
        {deliveries.length === 0 && <p class="soft">{t('order.noDeliveries')}</p>}
        {deliveries.toReversed().map((delivery) => (
          <article key={delivery.id} class="entry">
            <div class="row apart">
              <span class="row">
                <h3>
                  <PageLink href={hrefOf(`deliveries/${order.id}`)}>{delivery.id}</PageLink>
                </h3>
                <StateBadge of="delivery" value={delivery.status} />
              </span>
              <span class="small soft">
                <DateTime at={delivery.createdAt} />
              </span>
            </div>
            <DeliveryFacts delivery={delivery} />
          </article>
        ))}
      </div>
    </section>
  );
}
