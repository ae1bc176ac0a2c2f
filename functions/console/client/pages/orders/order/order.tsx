import { call } from '../../../base/api.ts';
import { money } from '../../../base/format.ts';
import { useResource } from '../../../base/resource.ts';
import { hrefOf } from '../../../base/router.ts';
import type { OrderShown } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { OrderCalls } from '../../../parts/orders/order-calls.tsx';
import { ExternalOrderName } from '../../../parts/orders/order-link.tsx';
import { StateBadge } from '../../../parts/state-badge.tsx';
import { ConsolePage } from '../../../ui/display/page.tsx';
import { Loaded } from '../../../ui/display/states.tsx';
import { Ago, UserText } from '../../../ui/display/texts.tsx';
import { OrderActions } from './order-actions.tsx';
import { CustomerCard, ItemsCard } from './order-cards.tsx';
import { OrderDeliveries } from './order-deliveries.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { OrderWebhooks } from './order-webhooks.tsx';

const EVERY_MS = 4000;

/** Everything about one order, and all that can be done with it. */
export function OneOrderPage({ id }: { id: string }) {
  const order = useResource(
    `order ${id}`,
    (signal) => call('GET /platform/v1/orders/{id}', { params: { id }, signal }),
    EVERY_MS,
  );
  return (
    <ConsolePage
      title={order.data ? t('order.title', { number: order.data.number }) : t('order.one')}
      back={{ href: hrefOf('orders'), label: t('order.all') }}
      aside={order.data && <Standing order={order.data} />}
    >
      <Loaded of={order} lines={12}>
        {(whole) => (
          <>
            <OrderActions
              order={whole}
              onChanged={(now) => {
                // An action here counts as seen at once: the next one is not refused because of it.
                if (now) order.put({ ...whole, ...now });
                order.reload();
              }}
            />
            <div class="two">
              <div class="stack wide">
                <div class="halves">
                  <CustomerCard order={whole} />
                  <ItemsCard order={whole} />
                </div>
                <OrderCalls order={whole} />
                <OrderDeliveries order={whole} />
                <OrderWebhooks orderId={whole.id} count={whole.webhookDeliveryIds.length} />
              </div>
              <OrderTimeline key={whole.id} order={whole} />
            </div>
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

/** Whether the logistics tell more than the order's status. */
const isMore = ({ status, logistics }: OrderShown): boolean =>
  logistics.status !== 'none' && named('logistics', logistics.status) !== named('status', status);

const Standing = ({ order }: { order: OrderShown }) => (
  <>
    <StateBadge of="status" value={order.status} />
    {isMore(order) && <StateBadge of="logistics" value={order.logistics.status} />}
    <StateBadge of="payment" value={order.payment.status} />
    <ExternalOrderName id={order.externalId} />
    <span class="spacer" />
    <span class="soft">
      <UserText>{order.customer.name}</UserText> ·{' '}
      <span class="number">{money(order.total, order.currency)}</span> · <Ago at={order.createdAt} />
    </span>
  </>
);
