import { useState } from 'preact/hooks';
import { readAmount } from '../../base/amounts.ts';
import { call, mode } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { count, money } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { query, setQuery } from '../../base/router.ts';
import { mayAs, tenant } from '../../base/session.ts';
import { t } from '../../base/words.ts';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Button } from '../../ui/controls/button.tsx';
import { SelectField, TextField } from '../../ui/controls/field.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { Loaded, Problematic } from '../../ui/display/states.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { DialogFoot } from '../../ui/overlays/dialog-foot.tsx';
import { showToast } from '../../ui/overlays/toasts.tsx';
import { CashTable } from './cash-table.tsx';
import { AccountStatement } from './statement.tsx';

/** Balances, the statement of an account, and where the cash is. */
export default function MoneyPage() {
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState(0);
  const wallets = useResource('wallets', (signal) =>
    call('GET /platform/v1/wallets', { query: { limit: 100 }, signal }),
  );
  const account = query.value.get('account') ?? 'business';
  return (
    <ConsolePage
      title={t('nav.money')}
      aside={
        <>
          <span class="spacer" />
          {mode.value === 'test' && (
            <Button
              unavailable={mayAs('owner') ? undefined : t('problem.forbidden')}
              onClick={() => setAdding(true)}
            >
              {t('money.addTest')}
            </Button>
          )}
        </>
      }
    >
      <Loaded of={wallets} lines={4}>
        {({ currency, wallets: list, credit, callsLeft }) => (
          <>
            <section class="card" aria-label={t('money.balances')}>
              <div class="figures">
                {list.map(({ type, userId, name, balance }) => (
                  <div class="figure" key={userId ?? type}>
                    <span class="soft">
                      {type === 'business' ? t('paymentMode.wallet') : <bdi>{name ?? userId}</bdi>}
                    </span>
                    <span class="value">{money(balance, currency)}</span>
                  </div>
                ))}
                {credit.enabled && (
                  <div class="figure">
                    <span class="soft">{t('money.owed')}</span>
                    <span class="value">{money(credit.owed, currency)}</span>
                    <span class="small soft">
                      {t('money.limit', { limit: money(credit.limit, currency) })}
                    </span>
                  </div>
                )}
                {callsLeft !== null && (
                  <div class="figure">
                    <span class="soft">{t('setup.callCredit')}</span>
                    <span class="value">{count(callsLeft)}</span>
                  </div>
                )}
              </div>
            </section>
            <div class="row">
              <SelectField
                label={t('money.account')}
                value={account}
                options={[
                  ['business', t('paymentMode.wallet')],
                  ['postpaid', t('paymentMode.postpaid')],
                  ...list.flatMap(({ userId, name }): [string, string][] =>
                    userId === null ? [] : [[userId, name ?? userId]],
                  ),
                ]}
                onChange={({ currentTarget }) =>
                  setQuery({ account: currentTarget.value, cursor: undefined })
                }
              />
            </div>
          </>
        )}
      </Loaded>
      <AccountStatement key={`${account} ${added}`} account={account} />
      <CashTable />
      {isAdding && (
        <AddTestMoney
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            wallets.reload();
            setAdded(added + 1);
          }}
        />
      )}
    </ConsolePage>
  );
}

function AddTestMoney({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  // Another one with each attempt, so that the focus goes there again.
  const [unread, setUnread] = useState<object>();
  const add = useChange((idempotencyKey, amount: number) =>
    call('POST /platform/v1/wallets/credits', { body: { walletType: 'business', amount }, idempotencyKey }),
  );
  return (
    <Dialog title={t('money.addTest')} onClose={onClose}>
      <form
        ref={useWrongFocus(add.error ?? unread)}
        class="stack wide"
        onSubmit={async (event) => {
          event.preventDefault();
          const typed = String(new FormData(event.currentTarget).get('amount') ?? '');
          const amount = readAmount(typed, tenant.value?.currency ?? 'USD');
          setUnread(amount === undefined ? {} : undefined);
          if (amount === undefined || (await add.run(amount)) === undefined) return;
          showToast(t('state.saved'));
          onDone();
        }}
      >
        <p>{t('money.addTestNote')}</p>
        <TextField
          name="amount"
          inputMode="decimal"
          dir="ltr"
          label={t('money.amount')}
          defaultValue={money(100_000)}
          maxLength={40}
          required
          autofocus
          wrong={unread ? t('issue.amount') : add.error?.about('amount')}
        />
        {!add.error?.isAboutFields && <Problematic error={add.error} />}
        <DialogFoot label={t('action.add')} isBusy={add.isBusy} onBack={onClose} />
      </form>
    </Dialog>
  );
}
