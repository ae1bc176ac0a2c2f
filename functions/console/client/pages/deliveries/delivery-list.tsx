import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { money } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, query } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import type { OrderListed } from '../../base/views.ts';
import { named, t, wordsIn } from '../../base/words.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Filters, type ListFilter } from '../../ui/filters.tsx';
import { PageLink } from '../../ui/link.tsx';
import { ConsolePage } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Blank, Loaded, Problematic } from '../../ui/states.tsx';
import { Ago, Said } from '../../ui/texts.tsx';
import { say } from '../../ui/toasts.tsx';

const EVERY_MS = 5000;
const ALL = 'processing,shipped,in_transit,delivered,returned,failed_delivery';

const filters = (): ListFilter[] => [
  { name: 'logistics', label: t('field.status'), options: wordsIn('logistics', ALL.split(',')) },
  { name: 'city', label: t('field.city') },
  { name: 'q', label: t('list.search') },
  { name: 'from', label: t('field.createdFrom'), isDay: true },
  { name: 'to', label: t('field.createdTo'), isDay: true },
];

/** What is on its way, and what could not be booked. */
export function DeliveryListPage() {
  const isFailed = query.value.get('view') === 'failed';
  const given = Object.fromEntries(
    filters().flatMap(({ name }) => {
      const value = query.value.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const asked = {
    ...(isFailed ? { bookingFailed: 'true' } : { logistics: ALL }),
    ...given,
    sort: 'updatedAt',
    cursor: query.value.get('cursor') ?? undefined,
    limit: 50,
  } as const;
  const list = useResource(
    `deliveries ${JSON.stringify(asked)}`,
    (signal) => call('GET /platform/v1/orders', { query: asked, signal }),
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
    say(t('order.done', { what: named('action', 'book-delivery') }));
    list.reload();
  };
  return (
    <ConsolePage title={t('nav.deliveries')}>
      <nav aria-label={t('view.label')}>
        <ul class="tabs">
          <li>
            <PageLink href={hrefOf('deliveries')} aria-current={isFailed ? undefined : 'true'}>
              {t('view.all')}
            </PageLink>
          </li>
          <li>
            <PageLink
              href={hrefOf('deliveries', { view: 'failed' })}
              aria-current={isFailed ? 'true' : undefined}
            >
              {t('list.bookingFailed')}
            </PageLink>
          </li>
        </ul>
      </nav>
      <Filters of={filters()} />
      <Problematic error={book.error} />
      <Loaded of={list} lines={12}>
        {({ orders, nextCursor }) => (
          <>
            {orders.length === 0 ? (
              <Blank title={t('deliveries.none')} />
            ) : (
              <DataTable
                caption={t('nav.deliveries')}
                rows={orders}
                columns={[...deliveryColumns(), ...(isFailed ? [retryColumn(retry, book.isBusy)] : [])]}
                keyOf={({ id }) => id}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

const retryColumn = (onRetry: (id: string) => void, isBusy: boolean): Column<OrderListed> => ({
  id: 'retry',
  title: t('order.actions'),
  cell: ({ id, number }) => (
    <Button
      small
      isBusy={isBusy}
      aria-label={t('deliveries.retryOf', { number })}
      unavailable={mayAs('operator') ? undefined : t('problem.forbidden')}
      onClick={() => onRetry(id)}
    >
      {t('action.retry')}
    </Button>
  ),
});

const deliveryColumns = (): Column<OrderListed>[] => [
  {
    id: 'delivery',
    title: t('deliveries.one'),
    kind: 'tight',
    cell: ({ id, number, logistics }) => (
      <PageLink href={hrefOf(`deliveries/${id}`)}>
        <bdi>{logistics.deliveryId ?? logistics.trackingNumber ?? number}</bdi>
      </PageLink>
    ),
  },
  {
    id: 'status',
    title: t('field.status'),
    cell: ({ logistics }) => <StateBadge of="logistics" value={logistics.status} />,
  },
  {
    id: 'order',
    title: t('field.order'),
    kind: 'tight',
    cell: ({ id, number }) => (
      <PageLink href={hrefOf(`orders/${id}`)}>
        <bdi>{number}</bdi>
      </PageLink>
    ),
  },
  {
    id: 'customer',
    title: t('order.customer'),
    cell: ({ customer }) => (
      <span class="clip">
        <Said>{customer.name}</Said>
      </span>
    ),
  },
  { id: 'city', title: t('field.city'), cell: ({ customer }) => <Said>{customer.city}</Said> },
  {
    id: 'carrier',
    title: t('fact.carrier'),
    cell: ({ logistics }) => <Said>{logistics.carrier}</Said>,
  },
  {
    id: 'due',
    title: t('field.due'),
    kind: 'number',
    cell: ({ payment, currency }) => money(payment.due, currency),
  },
  {
    id: 'updated',
    title: t('field.updated'),
    kind: 'tight',
    cell: ({ updatedAt }) => <Ago at={updatedAt} />,
  },
];
