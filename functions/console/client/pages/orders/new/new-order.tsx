import { useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { go, hrefOf } from '../../../base/router.ts';
import { mayAs, tenant } from '../../../base/session.ts';
import type { NewOrderBody } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { OrderLink } from '../../../parts/orders/order-link.tsx';
import { RemoveButton } from '../../../parts/remove-button.tsx';
import { useWrongFocus } from '../../../parts/wrong-focus.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Card } from '../../../ui/display/card.tsx';
import { ConsolePage } from '../../../ui/display/page.tsx';
import { Problematic } from '../../../ui/display/states.tsx';
import { showToast } from '../../../ui/overlays/toasts.tsx';
import { useCallPreview } from './call-preview.ts';
import { AddressFields, CustomerFields } from './draft-fields.tsx';
import { filledLines, orderDrafts, orderRequestOf } from './order-draft.ts';
import { PaymentFields } from './payment-fields.tsx';
import { ProductLines } from './product-lines.tsx';

/** An order that came by chat or phone. What is typed is kept until it is stored. */
export default function NewOrderPage() {
  const draft = orderDrafts.current();
  const { currency = 'USD' } = tenant.value ?? {};
  const [wasKept] = useState(orderDrafts.isKept);
  // What the call depends on is looked up when its field is left, not at every key.
  const [callee, setCallee] = useState(draft);
  const looked = useCallPreview(callee);
  // Of this phone, and of no other one.
  const isOfThis = callee.phone === draft.phone && !looked.isOld;
  const preview = isOfThis ? looked : { data: undefined, error: undefined };
  const make = useChange(
    (idempotencyKey, body: NewOrderBody) => call('POST /platform/v1/orders', { body, idempotencyKey }),
    orderDrafts.unanswered(),
  );
  const form = useWrongFocus(make.error);
  const wrong = (field: string) => make.error?.about(field);
  // A refusal names a line by its place among those that were sent: another one may have been removed since.
  const [sentLines, setSentLines] = useState<readonly number[]>([]);
  const taken = make.error?.code === 'order_exists' ? make.error.details.orderId : undefined;

  const submit = async () => {
    const sent = orderDrafts.key();
    const lines = filledLines(draft.lines);
    orderDrafts.keep({ ...draft, lines });
    setSentLines(lines.map(({ id }) => id));
    const made = await make.run(orderRequestOf(draft, currency, !preview.data?.refusal));
    if (made === undefined) return;
    orderDrafts.drop(sent);
    showToast(t('newOrder.made', { number: made.number }));
    // Who has gone to another page meanwhile stays there.
    if (form.current !== null) go(hrefOf(`orders/${made.id}`), true);
  };

  return (
    <ConsolePage title={t('newOrder.title')} back={{ href: hrefOf('orders'), label: t('order.all') }}>
      {wasKept && orderDrafts.isKept() && <p class="notice info">{t('newOrder.kept')}</p>}
      {/* What is wrong is said at the fields, in the reader's language, and not by the browser in its own. */}
      <form
        ref={form}
        noValidate
        class="two"
        aria-label={t('newOrder.title')}
        onChange={() => setCallee(orderDrafts.current())}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="stack wide">
          <CustomerFields preview={preview} wrong={wrong} />
          <ProductLines
            lines={draft.lines}
            currency={currency}
            wrong={(id, field) => wrong(`items.${sentLines.indexOf(id)}.${field}`)}
            onChange={(lines) => orderDrafts.keep({ ...orderDrafts.current(), lines })}
          />
          <AddressFields wrong={wrong} />
        </div>
        <Card title={t('newOrder.payment')}>
          <PaymentFields currency={currency} preview={preview.data} wrong={wrong} />
          <Problematic error={make.error} />
          {typeof taken === 'string' && (
            <p>
              {t('newOrder.takenBy')} <OrderLink id={taken} />
            </p>
          )}
          <div class="row apart">
            <Button
              kind="primary"
              submits
              isBusy={make.isBusy}
              unavailable={mayAs('operator') ? undefined : t('problem.forbidden')}
            >
              {t('newOrder.create')}
            </Button>
            {orderDrafts.isKept() && (
              <RemoveButton
                what={t('newOrder.title')}
                label={t('newOrder.discard')}
                note={t('newOrder.discardNote')}
                remove={async () => undefined}
                onRemoved={() => {
                  orderDrafts.drop();
                  make.clear();
                }}
              />
            )}
          </div>
        </Card>
      </form>
    </ConsolePage>
  );
}
