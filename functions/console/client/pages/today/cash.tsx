import { currencyFirst } from '../../base/amounts.ts';
import { money } from '../../base/format.ts';
import { hrefOf } from '../../base/router.ts';
import { tenant } from '../../base/session.ts';
import type { SummaryShown } from '../../base/views.ts';
import { named, t, tn } from '../../base/words.ts';
import { PageLink } from '../../ui/controls/link.tsx';

/** Cash to collect, collected and owed, in each currency. */
export const Cash = ({ of }: { of: NonNullable<SummaryShown['cash']> }) => (
  <section class="card" aria-labelledby="cash">
    <header>
      <h2 id="cash">{t('today.cash')}</h2>
      <PageLink href={hrefOf('money')}>{t('nav.money')}</PageLink>
    </header>
    {of.length === 0 && <p class="soft">{t('today.noCash')}</p>}
    <div class="figures">
      {currencyFirst(tenant.value?.currency, of).map(({ currency, state, amount, orders }) => (
        <div class="figure" key={`${currency} ${state}`}>
          <span class="soft">{named('cashState', state)}</span>
          <span class="value">{money(amount, currency)}</span>
          <span class="small soft">{tn('today.orders', orders)}</span>
        </div>
      ))}
    </div>
  </section>
);
