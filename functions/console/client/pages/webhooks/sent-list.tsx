import { call } from '../../base/api.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, query } from '../../base/router.ts';
import type { SentShown } from '../../base/views.ts';
import { t, wordsIn } from '../../base/words.ts';
import { OrderLink } from '../../parts/orders/order-link.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyList, Loaded } from '../../ui/display/states.tsx';
import { Ago, DateTime } from '../../ui/display/texts.tsx';
import { type Column, DataTable } from '../../ui/tables/data-table.tsx';
import { Filters, isFiltered, type ListFilter, shownRows } from '../../ui/tables/filters.tsx';
import { Pager } from '../../ui/tables/pager.tsx';
import { subscribable } from './event-names.ts';
import { WebhookTabs } from './webhook-tabs.tsx';

const EVERY_MS = 5000;

/** Webhook deliveries, sent and pending. */
export function SentListPage() {
  const endpoints = useResource('webhook endpoints', (signal) =>
    call('GET /platform/v1/webhook-endpoints', { signal }),
  );
  const filters: ListFilter[] = [
    {
      name: 'endpointId',
      label: t('webhook.endpoint'),
      options: (endpoints.data?.endpoints ?? []).map(({ id, url }) => [id, url]),
    },
    {
      name: 'status',
      label: t('field.status'),
      options: wordsIn('webhook', ['pending', 'failing', 'succeeded', 'failed', 'held']),
    },
    {
      name: 'event',
      label: t('webhook.event'),
      options: [...subscribable, 'ping'].map((name) => [name, name]),
    },
    { name: 'orderId', label: t('webhook.orderId') },
    { name: 'since', label: t('webhook.since'), isDay: true },
    { name: 'until', label: t('webhook.until'), isDay: true },
  ];
  const asked = Object.fromEntries(
    [...filters.map(({ name }) => name), 'cursor'].map((name) => [name, query.value.get(name) ?? undefined]),
  );
  const list = useResource(
    `webhook deliveries ${JSON.stringify(asked)}`,
    (signal) => call('GET /platform/v1/webhook-deliveries', { query: { ...asked, limit: 50 }, signal }),
    EVERY_MS,
  );
  return (
    <ConsolePage title={t('nav.webhooks')}>
      <WebhookTabs at="deliveries" />
      <Filters of={filters} found={shownRows(list, ({ deliveries }) => deliveries)} />
      <Loaded of={list} lines={12}>
        {({ deliveries, nextCursor }) => (
          <>
            {deliveries.length === 0 ? (
              <EmptyList
                title={t('webhook.noneSent')}
                hasMore={nextCursor !== null}
                isFiltered={isFiltered(filters)}
              >
                <span>{t('webhook.noneSentNote')}</span>
                <PageLink href={hrefOf('webhooks')}>{t('webhook.endpoints')}</PageLink>
              </EmptyList>
            ) : (
              <DataTable
                caption={t('webhook.deliveries')}
                rows={deliveries}
                columns={columns()}
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

const columns = (): Column<SentShown>[] => [
  {
    id: 'event',
    title: t('webhook.event'),
    kind: 'tight',
    cell: ({ id, event }) => <PageLink href={hrefOf(`webhooks/deliveries/${id}`)}>{event}</PageLink>,
  },
  {
    id: 'status',
    title: t('field.status'),
    cell: ({ status }) => <StateBadge of="webhook" value={status} />,
  },
  { id: 'attempts', title: t('field.attempts'), kind: 'number', cell: ({ attemptCount }) => attemptCount },
  {
    id: 'order',
    title: t('field.order'),
    kind: 'tight',
    cell: ({ orderId }) => (orderId ? <OrderLink id={orderId} /> : '—'),
  },
  {
    id: 'created',
    title: t('field.created'),
    kind: 'tight',
    cell: ({ createdAt }) => <DateTime at={createdAt} />,
  },
  {
    id: 'last',
    title: t('webhook.lastAttempt'),
    kind: 'tight',
    cell: ({ lastAttemptAt }) => <Ago at={lastAttemptAt} />,
  },
  {
    id: 'next',
    title: t('webhook.nextAttempt'),
    kind: 'tight',
    cell: ({ nextAttemptAt }) => <Ago at={nextAttemptAt} />,
  },
];
