import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { deliveryRefusalText } from '../../base/refusals.ts';
import { useResource } from '../../base/resource.ts';
import { query } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import { named, t } from '../../base/words.ts';
import { orderColumns } from '../../parts/orders/order-columns.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyList, Loaded, Problematic } from '../../ui/display/states.tsx';
import { UserText } from '../../ui/display/texts.tsx';
import { showToast } from '../../ui/overlays/toasts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';
import { Pager } from '../../ui/tables/pager.tsx';
import { DeliveryTabs } from './delivery-tabs.tsx';

const EVERY_MS = 5000;
const SHOWN = ['number', 'customer', 'city', 'total', 'status', 'updated'];

/** Confirmed orders that could not be booked, each with the reason and another attempt. */
export function UnbookedPage() {
  const cursor = query.value.get('cursor') ?? undefined;
  const list = useResource(
    `unbooked ${cursor}`,
    (signal) =>
      call('GET /platform/v1/orders', { query: { bookingFailed: true, cursor, limit: 50 }, signal }),
    EVERY_MS,
  );
  const book = useChange((idempotencyKey, id: string) =>
    call('POST /platform/v1/orders/{id}/actions', {
      params: { id },
      body: { action: 'book-delivery' },
      idempotencyKey,
    }),
  );
  const retry = async (id: string) => {
    if ((await book.run(id)) === undefined) return;
    showToast(t('order.done', { what: named('action', 'book-delivery') }));
    list.reload();
  };
  return (
    <ConsolePage title={t('nav.deliveries')}>
      <DeliveryTabs at="failed" />
      <Problematic error={book.error} />
      <Loaded of={list} lines={8}>
        {({ orders, nextCursor }) => (
          <>
            {orders.length === 0 ? (
              <EmptyList title={t('deliveries.noneFailed')} hasMore={nextCursor !== null} isFiltered={false}>
                {t('deliveries.noneFailedNote')}
              </EmptyList>
            ) : (
              <DataTable
                caption={t('list.bookingFailed')}
                rows={orders}
                keyOf={({ id }) => id}
                columns={[
                  ...orderColumns().filter(({ id }) => SHOWN.includes(id)),
                  {
                    id: 'reason',
                    title: t('field.reason'),
                    cell: (order) => <UserText>{reasonOf(order)}</UserText>,
                  },
                  {
                    id: 'retry',
                    title: t('order.actions'),
                    cell: (order) => (
                      <Button
                        small
                        isBusy={book.isBusy}
                        aria-label={t('deliveries.retryOf', { number: order.number })}
                        unavailable={mayAs('operator') ? undefined : t('problem.forbidden')}
                        onClick={() => retry(order.id)}
                      >
                        {t('action.retry')}
                      </Button>
                    ),
                  },
                ]}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

/** Why the last booking failed, as the API answers it. */
function reasonOf(order: { bookingFailure?: { reason: string; message: string | null } | null }): string {
  return order.bookingFailure ? deliveryRefusalText(order.bookingFailure) : '';
}
