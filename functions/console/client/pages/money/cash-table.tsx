import { call } from '../../base/api.ts';
import { count, money } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { named, t } from '../../base/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Blank, Loaded } from '../../ui/states.tsx';

const EVERY_MS = 60_000;

/** The cash of orders on delivery, by state and by the age of the orders. */
export function CashTable() {
  const cash = useResource('cash', (signal) => call('GET /platform/v1/cash', { signal }), EVERY_MS);
  return (
    <section class="card" aria-label={t('today.cash')}>
      <header>
        <h2>{t('today.cash')}</h2>
      </header>
      <Loaded of={cash} lines={4}>
        {({ cash: sums }) =>
          sums.length === 0 ? (
            <Blank title={t('today.noCash')} />
          ) : (
            <DataTable
              caption={t('today.cash')}
              rows={sums.flatMap((sum) => sum.ages.map((age) => ({ ...sum, ...age })))}
              keyOf={({ currency, state, fromDays }) => `${currency}-${state}-${fromDays}`}
              columns={[
                { id: 'state', title: t('field.status'), cell: ({ state }) => named('cashState', state) },
                {
                  id: 'age',
                  title: t('money.age'),
                  cell: ({ fromDays, toDays }) =>
                    toDays === null
                      ? t('money.daysFrom', { from: fromDays })
                      : t('money.days', { from: fromDays, to: toDays }),
                },
                { id: 'orders', title: t('nav.orders'), kind: 'number', cell: ({ orders }) => count(orders) },
                {
                  id: 'amount',
                  title: t('money.amount'),
                  kind: 'number',
                  cell: ({ amount, currency }) => money(amount, currency),
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
