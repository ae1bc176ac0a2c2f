import { useState } from 'preact/hooks';
import { call, mode } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import type { BookedShown, CourierStepBody } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { DeliveryFacts } from '../../parts/deliveries/delivery-facts.tsx';
import { OrderLink } from '../../parts/orders/order-link.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyState, Loaded, Problematic } from '../../ui/display/states.tsx';

const EVERY_MS = 4000;

/** The deliveries of an order, with their courier's steps; in test mode the next one can be taken. */
export function OneDeliveryPage({ orderId }: { orderId: string }) {
  const order = useResource(
    `order ${orderId}`,
    (signal) => call('GET /platform/v1/orders/{id}', { params: { id: orderId }, signal }),
    EVERY_MS,
  );
  return (
    <ConsolePage
      title={order.data ? t('deliveries.of', { number: order.data.number }) : t('deliveries.one')}
      back={{ href: hrefOf('deliveries'), label: t('deliveries.all') }}
      aside={<OrderLink id={orderId} {...(order.data && { name: order.data })} />}
    >
      <Loaded of={order} lines={10}>
        {({ deliveries }) => (
          <>
            {deliveries.length === 0 && <EmptyState title={t('order.noDeliveries')} />}
            {deliveries.toReversed().map((delivery) => (
              <DeliveryCard key={delivery.id} delivery={delivery} onDone={order.reload} />
            ))}
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

/** One delivery by its own id, whether it delivers an order of ours or not. */
export function LoneDeliveryPage({ id }: { id: string }) {
  const delivery = useResource(
    `delivery ${id}`,
    (signal) => call('GET /platform/v1/deliveries/{id}', { params: { id }, signal }),
    EVERY_MS,
  );
  const orderId = delivery.data?.orderId;
  return (
    <ConsolePage
      title={t('deliveries.one')}
      back={{ href: hrefOf('deliveries'), label: t('deliveries.all') }}
      aside={orderId && <OrderLink id={orderId} />}
    >
      <Loaded of={delivery} lines={10}>
        {(shown) => <DeliveryCard delivery={shown} onDone={delivery.reload} />}
      </Loaded>
    </ConsolePage>
  );
}

interface DeliveryCardProps {
  delivery: BookedShown;
  onDone: () => void;
}

const DeliveryCard = ({ delivery, onDone }: DeliveryCardProps) => (
  <section class="card" aria-label={delivery.id}>
    <header>
      <span class="row">
        <h2>{delivery.id}</h2>
        <StateBadge of="delivery" value={delivery.status} />
      </span>
      {mode.value === 'test' && <NextSteps delivery={delivery} onDone={onDone} />}
    </header>
    <DeliveryFacts delivery={delivery} />
  </section>
);

/** The report of a courier with a step; test mode needs no one-time passwords. */
function stepOf(event: CourierStepBody['event'], { collection }: BookedShown): CourierStepBody {
  const needsWord = event === 'PICK_DONE' || event === 'DROP_DONE' || event === 'RETURN_DONE';
  return {
    event,
    ...(event === 'AGENT_ACCEPTED_ORDER' && { agent: { name: 'Test courier', phone: '+573001112233' } }),
    ...(needsWord && { otpOverrideReason: 'Test mode' }),
    ...(event === 'DROP_DONE' && collection && { cashCollected: collection.amount }),
    ...(event === 'WAREHOUSE_DROP_DONE' && { warehouse: { name: 'Test warehouse' } }),
  };
}

/** On the usual way of a parcel; the other steps are choices. */
const usual = [
  'READY_TO_SHIP',
  'AGENT_ACCEPTED_ORDER',
  'PICK_REACHED',
  'PICK_DONE',
  'DROP_REACHED',
  'DROP_DONE',
  'RETURN_DONE',
] as const;

function NextSteps({ delivery, onDone }: DeliveryCardProps) {
  // Until the delivery is loaded again, its next step is still the one that was taken.
  const [changed, setChanged] = useState<string>();
  const step = useChange(async (idempotencyKey, event: CourierStepBody['event']) => {
    const answer = await call('POST /platform/v1/deliveries/{orderID}/events', {
      params: { orderID: delivery.id },
      body: stepOf(event, delivery),
      idempotencyKey,
    });
    setChanged(delivery.updatedAt);
    return answer;
  });
  const next = usual.find((event) => delivery.nextEvents.includes(event));
  const forbidden = mayAs('operator') ? undefined : t('problem.forbidden');
  return (
    <span class="row">
      <Problematic error={step.error} />
      {next && <span class="small soft">{named('courierEvent', next)}</span>}
      <Button
        isBusy={step.isBusy || changed === delivery.updatedAt}
        unavailable={forbidden ?? (next ? undefined : t('deliveries.over'))}
        onClick={async () => {
          if (next && (await step.run(next)) !== undefined) onDone();
        }}
      >
        {t('deliveries.nextStep')}
      </Button>
    </span>
  );
}
