import { useState } from 'preact/hooks';
import { PERIOD_DAYS } from '../../../../../../shared/orders/lists/period-days.ts';
import { call } from '../../../base/api.ts';
import { calendarDay, count } from '../../../base/format.ts';
import { useResource } from '../../../base/resource.ts';
import { hrefOf, query, setQuery } from '../../../base/router.ts';
import { mayAs } from '../../../base/session.ts';
import { named, t } from '../../../base/words.ts';
import { NewOrderButton } from '../../../parts/orders/new-order-button.tsx';
import { orderColumns } from '../../../parts/orders/order-columns.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { ConsolePage } from '../../../ui/display/page.tsx';
import { EmptyList, Loaded } from '../../../ui/display/states.tsx';
import { ColumnMenu, chosenColumns } from '../../../ui/tables/column-menu.tsx';
import { DataTable } from '../../../ui/tables/data-table.tsx';
import { Filters, shownRows } from '../../../ui/tables/filters.tsx';
import { Pager } from '../../../ui/tables/pager.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { BulkProgress } from './bulk-job.tsx';
import { EARLIEST, listedTimeOf } from './listed-time.ts';
import { filterNow, orderListFilters } from './order-filters.ts';
import { useOrderSelection } from './order-selection.ts';
import { OwnViewButtons } from './own-views.tsx';
import { useSavedViews } from './saved-views.ts';
import { ViewTabs } from './view-tabs.tsx';

const EVERY_MS = 4000;
const PAGE = 50;
const USUAL = ['customer', 'city', 'total', 'status', 'outcome', 'logistics', 'payment', 'created'];

/** The orders as a table: filtered, sorted, picked and changed many at a time. */
export function OrderListPage() {
  const filter = filterNow();
  const sort = query.value.get('sort') === 'updatedAt' ? 'updatedAt' : 'createdAt';
  const direction = query.value.get('direction') === 'asc' ? 'asc' : 'desc';
  const time = listedTimeOf(filter, { sort, direction });
  const asked = {
    ...filter,
    ...time.asked,
    sort,
    direction,
    cursor: query.value.get('cursor') ?? undefined,
    limit: PAGE,
  } as const;
  const list = useResource(
    `orders ${JSON.stringify(asked)}`,
    (signal) => call('GET /platform/v1/orders', { query: asked, signal }),
    EVERY_MS,
  );
  const picked = useOrderSelection(JSON.stringify(filter), list.data?.orders ?? []);
  const job = query.value.get('job');
  const [started, setStarted] = useState<string>();
  const [jobsDone, setJobsDone] = useState(0);
  const views = useSavedViews(jobsDone);
  const columns = orderColumns();
  return (
    <ConsolePage
      title={t('nav.orders')}
      aside={
        <>
          <span class="spacer" />
          <OwnViewButtons filter={filter} views={views} />
          <ColumnMenu list="orders" all={columns} usual={USUAL} />
          <NewOrderButton />
        </>
      }
    >
      <ViewTabs filter={filter} views={views} />
      <Filters of={orderListFilters()} found={shownRows(list, ({ orders }) => orders)} />
      <Narrowed filter={filter} />
      {!time.isChosen && <Since from={time.asked.from} />}
      {job && (
        <BulkProgress
          key={job}
          id={job}
          isNew={job === started}
          onFinished={() => {
            setJobsDone((before) => before + 1);
            list.reload();
          }}
        />
      )}
      {mayAs('operator') && <BulkBar picked={picked} filter={time.filter} onStarted={setStarted} />}
      <Loaded of={list} lines={14}>
        {({ orders, nextCursor }) => (
          <>
            {orders.length === 0 ? (
              <NoOrders isFiltered={Object.keys(filter).length > 0} hasMore={nextCursor !== null} />
            ) : (
              <DataTable
                caption={t('nav.orders')}
                rows={orders}
                columns={chosenColumns('orders', columns, USUAL)}
                keyOf={({ id }) => id}
                sorting={{
                  by: direction === 'asc' ? sort : `-${sort}`,
                  onSort: (by) =>
                    setQuery({
                      sort: by.replace('-', ''),
                      direction: by.startsWith('-') ? undefined : 'asc',
                      cursor: undefined,
                    }),
                }}
                picking={mayAs('operator') ? picked.picking : undefined}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

/** Filters that came with a link of another page; no field of the form shows them. */
function Narrowed({ filter: { stage, bookingFailed } }: { filter: Readonly<Record<string, string>> }) {
  if (!stage && !bookingFailed) return null;
  return (
    <p class="row">
      {stage && (
        <span class="badge info">
          {stage
            .split(',')
            .map((one) => named('stage', one))
            .join(', ')}
        </span>
      )}
      {bookingFailed && <span class="badge bad">{t('list.bookingFailed')}</span>}
      <Button
        small
        onClick={() => setQuery({ stage: undefined, bookingFailed: undefined, cursor: undefined })}
      >
        {t('list.showAll')}
      </Button>
    </p>
  );
}

/** Says where a list begins when its beginning is the default. */
function Since({ from }: { from: string | undefined }) {
  return (
    <p class="row">
      <span class="small soft">
        {from === undefined
          ? t('list.days', { count: count(PERIOD_DAYS) })
          : t('list.since', { day: calendarDay(from) })}
      </span>
      <Button small kind="plain" onClick={() => setQuery({ from: EARLIEST, cursor: undefined })}>
        {t('list.showAll')}
      </Button>
    </p>
  );
}

const NoOrders = (known: { isFiltered: boolean; hasMore: boolean }) => (
  <EmptyList title={t('orders.none')} {...known}>
    <span>{t('orders.noneNote')}</span>
    <NewOrderButton />
    <a href={hrefOf('set-up/intake-hooks')}>{t('orders.noneLink')}</a>
  </EmptyList>
);
