import { call } from '../../base/api.ts';
import { money } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, query } from '../../base/router.ts';
import type { DeliveryListed } from '../../base/views.ts';
import { named, t, wordsIn } from '../../base/words.ts';
import { OrderLink } from '../../parts/orders/order-link.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyList, Loaded } from '../../ui/display/states.tsx';
import { Ago, UserText } from '../../ui/display/texts.tsx';
import { type Column, DataTable } from '../../ui/tables/data-table.tsx';
import { Filters, isFiltered, type ListFilter, shownRows } from '../../ui/tables/filters.tsx';
import { Pager } from '../../ui/tables/pager.tsx';
import { DeliveryTabs } from './delivery-tabs.tsx';

const EVERY_MS = 5000;

/** On a parcel's usual way, and off it. */
const statuses: readonly DeliveryListed['status'][] = [
  'NEW',
  'STARTED',
  'PICKUPREACHED',
  'PICKUPCOMPLETED',
  'WH_DROP',
  'WH_PICK',
  'DROPREACHED',
  'DROPCOMPLETED',
  'RETURN_INITIATED',
  'RETURNED',
  'CANCELLED',
];

/** Deliveries under way, and ended ones with their results. */
export function DeliveryListPage() {
  const regions = useResource('regions', (signal) =>
    call('GET /platform/v1/regions', { query: { limit: 100 }, signal }),
  );
  const filters: ListFilter[] = [
    { name: 'status', label: t('field.status'), options: wordsIn('delivery', statuses) },
    {
      name: 'region',
      label: t('deliveries.region'),
      options: (regions.data?.regions ?? []).map(({ code, name }) => [code, name]),
    },
    { name: 'orderId', label: t('webhook.orderId') },
    { name: 'since', label: t('webhook.since'), isDay: true },
    { name: 'until', label: t('webhook.until'), isDay: true },
  ];
  const asked = {
    ...Object.fromEntries(
      ['cursor', ...filters.map(({ name }) => name)].map((name) => [
        name,
        query.value.get(name) ?? undefined,
      ]),
    ),
    limit: 50,
  };
  const list = useResource(
    `deliveries ${JSON.stringify(asked)}`,
    (signal) => call('GET /platform/v1/deliveries', { query: asked, signal }),
    EVERY_MS,
  );
  return (
    <ConsolePage title={t('nav.deliveries')}>
      <DeliveryTabs at="all" />
      <Filters of={filters} found={shownRows(list, ({ deliveries }) => deliveries)} />
      <Loaded of={list} lines={12}>
        {({ deliveries, nextCursor }) => (
          <>
            {deliveries.length === 0 ? (
              <EmptyList
                title={t('deliveries.none')}
                hasMore={nextCursor !== null}
                isFiltered={isFiltered(filters)}
              >
                <span>{t('deliveries.noneNote')}</span>
                <PageLink href={hrefOf('orders', { view: 'confirmed-not-booked' })}>
                  {named('view', 'confirmed-not-booked')}
                </PageLink>
              </EmptyList>
            ) : (
              <DataTable
                caption={t('nav.deliveries')}
                rows={deliveries}
                columns={deliveryColumns()}
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

const deliveryColumns = (): Column<DeliveryListed>[] => [
  {
    id: 'delivery',
    title: t('deliveries.one'),
    kind: 'tight',
    cell: ({ id, orderId }) => <PageLink href={hrefOf(`deliveries/${orderId ?? id}`)}>{id}</PageLink>,
  },
  {
    id: 'status',
    title: t('field.status'),
    cell: ({ status }) => <StateBadge of="delivery" value={status} />,
  },
  {
    id: 'order',
    title: t('field.order'),
    kind: 'tight',
    cell: ({ orderId, merchantReference }) =>
      orderId ? <OrderLink id={orderId} /> : <UserText>{merchantReference}</UserText>,
  },
  {
    id: 'receiver',
    title: t('delivery.to'),
    cell: ({ receiver, drop }) => (
      <span class="clip" title={drop.address}>
        <UserText>{receiver.name}</UserText>
      </span>
    ),
  },
  { id: 'region', title: t('deliveries.region'), kind: 'tight', cell: ({ regionCode }) => regionCode },
  { id: 'courier', title: t('delivery.courier'), cell: ({ agent }) => <UserText>{agent?.name}</UserText> },
  {
    id: 'collects',
    title: t('delivery.collects'),
    kind: 'number',
    cell: ({ collection, price }) => (collection ? money(collection.amount, price.currency) : '—'),
  },
  {
    id: 'price',
    title: t('delivery.price'),
    kind: 'number',
    cell: ({ price }) => money(price.total, price.currency),
  },
  {
    id: 'updated',
    title: t('field.updated'),
    kind: 'tight',
    cell: ({ updatedAt }) => <Ago at={updatedAt} />,
  },
];
