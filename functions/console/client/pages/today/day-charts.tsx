import { percent } from '../../base/format.ts';
import type { SummaryShown } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { Bars } from '../../ui/display/charts.tsx';

interface RatesProps {
  /** The name of the day. */
  day: string;
  /** From 0 to 1; null while nothing is decided. */
  now: number | null | undefined;
  before: number | null | undefined;
}

/** The confirmation rate as two bars, the day's and that of the week before. */
const Rates = ({ day, now, before }: RatesProps) => (
  <figure class="rates">
    <figcaption class="soft small">{t('today.rate')}</figcaption>
    {[
      { name: day, rate: now },
      { name: t('today.lastWeek'), rate: before },
    ].map(({ name, rate }, at) => (
      <div key={name} class="rate">
        <span class="small">{name}</span>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect class="track" width="100" height="10" />
          <rect class={`bar-${at}`} width={(rate ?? 0) * 100} height="10" />
        </svg>
        <b class="number">{percent(rate)}</b>
      </div>
    ))}
  </figure>
);

/** The confirmation rate and the orders by hour, against the same day of last week. */
export function DayCharts({
  day,
  summary: { confirmationRate, hours = [], lastWeek },
}: {
  /** The name of the day: `Today`, or its date. */
  day: string;
  summary: SummaryShown;
}) {
  const before = lastWeek?.hours ?? [];
  const length = Math.max(hours.length, before.length, 24);
  const labels = Array.from({ length }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
  const ordersOf = (list: typeof hours) => labels.map((_, hour) => list[hour]?.orders ?? 0);
  return (
    <section class="card" aria-labelledby="charts">
      <header>
        <h2 id="charts">{t('today.compared')}</h2>
      </header>
      <Rates day={day} now={confirmationRate} before={lastWeek?.confirmationRate} />
      <Bars
        title={t('today.byHour')}
        labels={labels}
        series={[
          { name: day, values: ordersOf(hours) },
          { name: t('today.lastWeek'), values: ordersOf(before) },
        ]}
      />
    </section>
  );
}
