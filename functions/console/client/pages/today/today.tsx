import { call } from '../../base/api.ts';
import { calendarDay, daysFrom, isCalendarDay, todayThere } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, query, setQuery } from '../../base/router.ts';
import { t } from '../../base/words.ts';
import { NewOrderButton } from '../../parts/orders/new-order-button.tsx';
import { orderColumns } from '../../parts/orders/order-columns.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyState, Loaded } from '../../ui/display/states.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';
import { Attention } from './attention.tsx';
import { Cash } from './cash.tsx';
import { DayCharts } from './day-charts.tsx';
import { Funnel } from './funnel.tsx';

const EVERY_MS = 4000;
/** Older orders cost more to sum, and change with the day mostly. */
const BACKLOG_EVERY_MS = 30_000;
const LATEST = 8;
const SHOWN = ['number', 'customer', 'total', 'status', 'logistics', 'updated'];

/** The day: the progress of its orders, open work, and where the cash is. */
export default function TodayPage() {
  const today = todayThere();
  const asked = query.value.get('day') ?? '';
  const day = isCalendarDay(asked) ? asked : today;
  const summary = useResource(
    `day ${day}`,
    (signal) => call('GET /platform/v1/summary', { query: { day, parts: 'day' }, signal }),
    EVERY_MS,
  );
  const backlog = useResource(
    `backlog ${JSON.stringify(summary.data?.funnel)}`,
    (signal) => call('GET /platform/v1/summary', { query: { day, parts: 'attention,cash' }, signal }),
    BACKLOG_EVERY_MS,
  );
  const latest = useResource(
    'latest orders',
    (signal) =>
      call('GET /platform/v1/orders', { query: { sort: 'updatedAt', view: 'today', limit: LATEST }, signal }),
    EVERY_MS,
  );
  const name = day === today ? t('nav.today') : calendarDay(day);
  const to = (days: number) =>
    setQuery({ day: daysFrom(day, days) === today ? undefined : daysFrom(day, days) });
  return (
    <ConsolePage
      title={name}
      aside={
        <>
          {day === today && <span class="soft">{calendarDay(day)}</span>}
          <span class="spacer" />
          <Button aria-label={t('today.before')} onClick={() => to(-1)}>
            <span aria-hidden="true">‹</span>
          </Button>
          <Button
            aria-label={t('today.after')}
            unavailable={day >= today ? t('today.isLast') : undefined}
            onClick={() => to(1)}
          >
            <span aria-hidden="true">›</span>
          </Button>
        </>
      }
    >
      <Loaded of={summary} lines={4}>
        {({ funnel, orders }) => (funnel ? <Funnel stages={funnel} orders={orders ?? 0} day={day} /> : null)}
      </Loaded>
      <div class="two">
        <div class="stack wide">
          <Loaded of={summary} lines={8}>
            {(shown) => <DayCharts day={name} summary={shown} />}
          </Loaded>
          <section class="card" aria-labelledby="latest">
            <header>
              <h2 id="latest">{t('today.latest')}</h2>
              <PageLink href={hrefOf('orders', { sort: 'updatedAt' })}>{t('order.all')}</PageLink>
            </header>
            <Loaded of={latest} lines={6}>
              {({ orders }) =>
                orders.length === 0 ? (
                  <EmptyState title={t('orders.none')}>
                    <span>{t('orders.noneNote')}</span>
                    <NewOrderButton />
                  </EmptyState>
                ) : (
                  <DataTable
                    caption={t('today.latest')}
                    rows={orders}
                    columns={orderColumns().filter(({ id }) => SHOWN.includes(id))}
                    keyOf={({ id }) => id}
                  />
                )
              }
            </Loaded>
          </section>
        </div>
        <div class="stack wide">
          <Loaded of={backlog} lines={5}>
            {({ attention, cash }) => (
              <>
                {attention && <Attention of={attention} />}
                {cash && <Cash of={cash} />}
              </>
            )}
          </Loaded>
        </div>
      </div>
    </ConsolePage>
  );
}
