import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { duration } from '../../base/format.ts';
import { phone } from '../../base/phones.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, query } from '../../base/router.ts';
import type { CallListed } from '../../base/views.ts';
import { named, t, wordsIn } from '../../base/words.ts';
import { NewOrderButton } from '../../parts/orders/new-order-button.tsx';
import { OrderLink } from '../../parts/orders/order-link.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyList, Loaded } from '../../ui/display/states.tsx';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { type Column, DataTable } from '../../ui/tables/data-table.tsx';
import { Filters, isFiltered, type ListFilter, shownRows } from '../../ui/tables/filters.tsx';
import { Pager } from '../../ui/tables/pager.tsx';
import { CallsDialog } from './calls-dialog.tsx';

const EVERY_MS = 4000;
const states = ['all', 'running', 'waiting'] as const;

const filters = (): ListFilter[] => [
  { name: 'q', label: t('calls.search') },
  {
    name: 'outcome',
    label: t('field.outcome'),
    options: wordsIn('outcome').filter(([value]) => value !== 'none' && value !== 'superseded'),
  },
  { name: 'callType', label: t('calls.type'), options: wordsIn('callType') },
  { name: 'since', label: t('webhook.since'), isDay: true },
  { name: 'until', label: t('webhook.until'), isDay: true },
];

/** Calls: ended ones with their outcomes, and those that run or wait, with when and why. */
export default function CallsPage() {
  const [heard, setHeard] = useState<CallListed>();
  const state = states.find((one) => one === query.value.get('status')) ?? 'all';
  const kept = Object.fromEntries(filters().map(({ name }) => [name, query.value.get(name) ?? undefined]));
  const asked = {
    ...kept,
    cursor: query.value.get('cursor') ?? undefined,
    state: state === 'all' ? undefined : state,
    limit: 50,
  };
  const list = useResource(
    `calls ${JSON.stringify(asked)}`,
    (signal) => call('GET /platform/v1/calls', { query: asked, signal }),
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
          {states.map((each) => (
            <li key={each}>
              <PageLink
                href={hrefOf('calls', { ...kept, status: each === 'all' ? undefined : each })}
                aria-current={each === state ? 'true' : undefined}
              >
                {named('callState', each)}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      <Filters of={filters()} found={shownRows(list, ({ calls }) => calls)} />
      <Loaded of={list} lines={12}>
        {({ calls, nextCursor }) => (
          <>
            {calls.length === 0 ? (
              <EmptyList
                title={t('calls.none')}
                hasMore={nextCursor !== null}
                isFiltered={isFiltered(filters())}
              >
                <span>{t('calls.noneNote')}</span>
                <NewOrderButton />
              </EmptyList>
            ) : (
              <DataTable
                caption={t('nav.calls')}
                rows={calls}
                columns={callColumns(setHeard)}
                keyOf={({ id }) => id}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
      {heard && (
        <CallsDialog
          order={heard.order}
          search={query.value.get('q') ?? ''}
          onClose={() => setHeard(undefined)}
        />
      )}
    </ConsolePage>
  );
}

const callColumns = (onHear: (heard: CallListed) => void): Column<CallListed>[] => [
  {
    id: 'number',
    title: t('field.order'),
    kind: 'tight',
    cell: ({ order }) => <OrderLink id={order.id} name={order} />,
  },
  {
    id: 'customer',
    title: t('order.customer'),
    cell: ({ order }) => (
      <span class="clip">
        <UserText>{order.customer.name}</UserText>
      </span>
    ),
  },
  {
    id: 'outcome',
    title: t('field.outcome'),
    cell: ({ outcome, status, channel, waits }) =>
      outcome ? (
        <StateBadge of="outcome" value={outcome} />
      ) : (
        <span class="row">
          <StateBadge of={channel === 'whatsapp' ? 'messageStatus' : 'callStatus'} value={status} />
          {waits && (
            <span class="small soft">
              {waits.until && <DateTime at={waits.until} />}
              {waits.until && ' · '}
              {named('waitsFor', waits.reason)}
            </span>
          )}
        </span>
      ),
  },
  {
    id: 'phone',
    title: t('field.phone'),
    kind: 'tight',
    cell: ({ order }) => <span dir="ltr">{phone(order.customer.phone)}</span>,
  },
  {
    id: 'type',
    title: t('calls.type'),
    kind: 'tight',
    cell: ({ callType, channel }) =>
      `${named('callType', callType)}${channel === 'whatsapp' ? ` · ${t('provider.whatsapp')}` : ''}`,
  },
  {
    id: 'attempt',
    title: t('fact.attempt'),
    kind: 'number',
    cell: ({ attempt, channel }) => (channel === 'call' ? attempt : '—'),
  },
  {
    id: 'duration',
    title: t('calls.duration'),
    kind: 'number',
    cell: ({ durationSeconds, channel }) =>
      durationSeconds === null || channel === 'whatsapp' ? '—' : duration(durationSeconds),
  },
  {
    id: 'at',
    title: t('money.at'),
    kind: 'tight',
    cell: ({ dialedAt, notBefore, createdAt }) => <DateTime at={dialedAt ?? notBefore ?? createdAt} />,
  },
  {
    id: 'hear',
    title: t('order.actions'),
    // Nothing was said on one that waits, rang unheard or was a message.
    cell: (each) =>
      (each.recordingUrl ?? each.transcript ?? each.summary) ? (
        <Button
          small
          class="one-line"
          aria-label={t('calls.openOf', { number: each.order.number })}
          onClick={() => onHear(each)}
        >
          {t('calls.open')}
        </Button>
      ) : (
        '—'
      ),
  },
];
