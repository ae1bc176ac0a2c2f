import { percent } from '../../base/format.ts';
import type { SummaryShown } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { Bars } from '../../ui/charts.tsx';

/** The confirmation rate and the orders by hour, against the same day of last week. */
export function DayCharts({
  summary: { confirmationRate, hours = [], lastWeek },
}: {
  summary: SummaryShown;
}) {
  const before = lastWeek?.hours ?? [];
  const length = Math.max(hours.length, before.length, 24);
  const labels = Array.from({ length }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
  const ordersOf = (list: typeof hours) => labels.map((_, hour) => list[hour]?.orders ?? 0);
  return (
    <section class="card" aria-labelledby="charts">
      <header>
        <h2 id="charts">{t('today.byHour')}</h2>
        <span class="row">
          <span class="soft">{t('today.rate')}</span>
          <b class="number">{percent(confirmationRate)}</b>
          <span class="small soft">
            {t('today.rateBefore', { rate: percent(lastWeek?.confirmationRate) })}
          </span>
        </span>
      </header>
      <Bars
        title={t('today.byHour')}
        labels={labels}
        series={[
          { name: t('nav.today'), values: ordersOf(hours) },
          { name: t('today.lastWeek'), values: ordersOf(before) },
        ]}
      />
    </section>
  );
}
