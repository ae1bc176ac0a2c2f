import { currencyFirst } from '../../base/amounts.ts';
import { call } from '../../base/api.ts';
import { money } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { tenant } from '../../base/session.ts';
import type { CashSumShown } from '../../base/views.ts';
import { named, t, tn } from '../../base/words.ts';
import { EmptyState, Loaded } from '../../ui/display/states.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';

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
            <EmptyState title={t('today.noCash')} />
          ) : (
            <DataTable
              caption={t('today.cash')}
              rows={currencyFirst(tenant.value?.currency, sums)}
              keyOf={({ currency, state }) => `${currency}-${state}`}
              columns={[
                { id: 'state', title: t('field.status'), cell: ({ state }) => named('cashState', state) },
                ...(sums[0]?.ages ?? []).map(({ fromDays, toDays }, at) => ({
                  id: String(fromDays),
                  title:
                    toDays === null
                      ? t('money.daysFrom', { from: fromDays })
                      : t('money.days', { from: fromDays, to: toDays }),
                  kind: 'number' as const,
                  cell: ({ currency, ages }: CashSumShown) => <Sum of={ages[at]} currency={currency} />,
                })),
                {
                  id: 'total',
                  title: t('field.total'),
                  kind: 'number',
                  cell: (sum) => (
                    <b>
                      <Sum of={sum} currency={sum.currency} />
                    </b>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}

interface SumProps {
  of: { amount: number; orders: number } | undefined;
  currency: string;
}

/** An amount, and of how many orders it is. */
const Sum = ({ of, currency }: SumProps) =>
  of === undefined || of.orders === 0 ? (
    <span class="soft">—</span>
  ) : (
    <>
      {money(of.amount, currency)}
      <br />
      <span class="small soft">{tn('today.orders', of.orders)}</span>
    </>
  );
