import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { phone } from '../../base/phones.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, query } from '../../base/router.ts';
import type { OrderListed } from '../../base/views.ts';
import { named, t, wordsIn } from '../../base/words.ts';
import { StateBadge } from '../../parts/state-badge.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Filters, type ListFilter } from '../../ui/filters.tsx';
import { PageLink } from '../../ui/link.tsx';
import { ConsolePage } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Blank, Loaded } from '../../ui/states.tsx';
import { Ago, Said, When } from '../../ui/texts.tsx';
import { HeardDialog } from './heard-dialog.tsx';
import { TranscriptSearch } from './transcript-search.tsx';

const EVERY_MS = 4000;
const PAGE = 25;

const filters = (): ListFilter[] => [
  {
    name: 'outcome',
    label: t('field.outcome'),
    options: wordsIn('outcome', [
      'confirmed',
      'cancelled',
      'no_answer',
      'novedad',
      'recovered',
      'not_recovered',
    ]),
  },
  {
    name: 'attempts',
    label: t('field.attempts'),
    options: ['1', '2', '3', '4-'].map((number) => [number, number.replace('-', '+')]),
  },
  { name: 'q', label: t('list.search') },
  { name: 'from', label: t('field.createdFrom'), isDay: true },
  { name: 'to', label: t('field.createdTo'), isDay: true },
];

const runningOf = ({ rounds }: OrderListed) => rounds.find(({ outcome }) => outcome === null);

/** Calls by the orders that they are about: those that run or wait, with when and why, and what came of the others. */
export default function CallsPage() {
  const [heard, setHeard] = useState<OrderListed>();
  const isWaiting = query.value.get('status') === 'waiting';
  const given = Object.fromEntries(filters().map(({ name }) => [name, query.value.get(name) ?? undefined]));
  const asked = {
    attempts: '1-',
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)),
    ...(isWaiting && { stage: 'calling', attempts: undefined }),
    cursor: query.value.get('cursor') ?? undefined,
    sort: 'updatedAt',
    limit: PAGE,
  } as const;
  const list = useResource(
    `calls ${JSON.stringify(asked)}`,
    (signal) => call('GET /platform/v1/orders', { query: asked, signal }),
    EVERY_MS,
  );
  return (
    <ConsolePage
      title={t('nav.calls')}
      aside={
        <>
          <span class="spacer" />
          <PageLink href={hrefOf('set-up/opt-outs')}>{t('setup.optOuts')}</PageLink>
        </>
      }
    >
      <nav aria-label={t('view.label')}>
        <ul class="tabs">
          <li>
            <PageLink href={hrefOf('calls')} aria-current={isWaiting ? undefined : 'true'}>
              {t('calls.made')}
            </PageLink>
          </li>
          <li>
            <PageLink
              href={hrefOf('calls', { status: 'waiting' })}
              aria-current={isWaiting ? 'true' : undefined}
            >
              {t('calls.running')}
            </PageLink>
          </li>
        </ul>
      </nav>
      <Filters of={filters()} />
      <Loaded of={list} lines={12}>
        {({ orders, nextCursor }) => (
          <>
            <TranscriptSearch orders={orders} />
            {orders.length === 0 ? (
              <Blank title={t('calls.none')} />
            ) : (
              <DataTable
                caption={t('nav.calls')}
                rows={orders}
                columns={callColumns(setHeard)}
                keyOf={({ id }) => id}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
      {heard && <HeardDialog order={heard} onClose={() => setHeard(undefined)} />}
    </ConsolePage>
  );
}

const callColumns = (onHear: (order: OrderListed) => void): Column<OrderListed>[] => [
  {
    id: 'number',
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
  {
    id: 'phone',
    title: t('field.phone'),
    kind: 'tight',
    cell: ({ customer }) => <span dir="ltr">{phone(customer.phone)}</span>,
  },
  {
    id: 'type',
    title: t('calls.type'),
    cell: (order) => order.rounds.map(({ callType }) => named('callType', callType)).join(', ') || '—',
  },
  {
    id: 'outcome',
    title: t('field.outcome'),
    cell: (order) => {
      const running = runningOf(order);
      if (running === undefined) return <StateBadge of="outcome" value={order.confirmation.outcome} />;
      return (
        <span class="row">
          <span class="badge info">{running.dialAt ? t('list.willCall') : t('list.calling')}</span>
          {running.dialAt && (
            <span class="small soft">
              <When at={running.dialAt} />
            </span>
          )}
          {running.waitsFor && <span class="small soft">{named('waitsFor', running.waitsFor)}</span>}
        </span>
      );
    },
  },
  {
    id: 'attempts',
    title: t('field.attempts'),
    kind: 'number',
    cell: ({ confirmation }) => confirmation.attempts,
  },
  {
    id: 'updated',
    title: t('field.updated'),
    kind: 'tight',
    cell: ({ updatedAt }) => <Ago at={updatedAt} />,
  },
  {
    id: 'hear',
    title: t('order.actions'),
    cell: (order) => (
      <Button small aria-label={t('calls.openOf', { number: order.number })} onClick={() => onHear(order)}>
        {t('calls.open')}
      </Button>
    ),
  },
];
