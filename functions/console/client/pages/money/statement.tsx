import { useState } from 'preact/hooks';
import { ApiError, call } from '../../base/api.ts';
import { dayAndTimeThere, money, todayThere } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, query } from '../../base/router.ts';
import type { EntryShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { csvText } from '../../parts/csv.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Button } from '../../ui/controls/button.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { EmptyState, Loaded, problemText } from '../../ui/display/states.tsx';
import { DateTime } from '../../ui/display/texts.tsx';
import { showToast } from '../../ui/overlays/toasts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';
import { Pager } from '../../ui/tables/pager.tsx';

const EVERY_MS = 15_000;

/** The API's names of an account: the type of the wallet, and its user. */
const asked = (account: string) =>
  account === 'business' || account === 'postpaid'
    ? ({ params: { type: account }, query: {} } as const)
    : ({ params: { type: 'user' }, query: { userId: account } } as const);

/** The entries of an account, newest first, with the balance after each. */
export function AccountStatement({ account }: { account: string }) {
  const [isExporting, setExporting] = useState(false);
  const cursor = query.value.get('cursor') ?? undefined;
  const of = asked(account);
  const page = (from: string | undefined, limit: number, signal?: AbortSignal) =>
    call('GET /platform/v1/wallets/{type}/entries', {
      params: of.params,
      query: { ...of.query, cursor: from, limit },
      ...(signal && { signal }),
    });
  const list = useResource(`statement ${account} ${cursor}`, (signal) => page(cursor, 50, signal), EVERY_MS);
  const exportAll = async () => {
    setExporting(true);
    try {
      const entries: EntryShown[] = [];
      let from: string | undefined;
      do {
        const { entries: more, nextCursor } = await page(from, 100);
        entries.push(...more);
        from = nextCursor ?? undefined;
      } while (from !== undefined);
      const head = ['id', 'at', 'kind', 'delivery_id', 'amount', 'balance', 'at_local'];
      const rows = entries.map(({ id, at, kind, deliveryId, amount, balance }) => [
        ...[id, at, kind, deliveryId, amount, balance, dayAndTimeThere(Date.parse(at))],
      ]);
      saveFile(csvText(head, rows), `statement-${account}-${todayThere()}.csv`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      showToast(problemText(error));
    } finally {
      setExporting(false);
    }
  };
  return (
    <section class="card" aria-label={t('money.statement')}>
      <header>
        <h2>{t('money.statement')}</h2>
        <Button small isBusy={isExporting} onClick={exportAll}>
          {named('bulkAction', 'export')}
        </Button>
      </header>
      <Loaded of={list}>
        {({ entries, currency, nextCursor }) => (
          <>
            {entries.length === 0 ? (
              <EmptyState title={t('money.noEntries')}>{t('money.noEntriesNote')}</EmptyState>
            ) : (
              <DataTable
                caption={t('money.statement')}
                rows={entries}
                keyOf={({ id }) => id}
                columns={[
                  { id: 'at', title: t('money.at'), kind: 'tight', cell: ({ at }) => <DateTime at={at} /> },
                  { id: 'kind', title: t('money.kind'), cell: ({ kind }) => named('entry', kind) },
                  {
                    id: 'delivery',
                    title: t('money.delivery'),
                    kind: 'tight',
                    cell: ({ deliveryId }) =>
                      deliveryId ? (
                        <PageLink href={hrefOf(`deliveries/${deliveryId}`)}>{deliveryId}</PageLink>
                      ) : (
                        '—'
                      ),
                  },
                  {
                    id: 'amount',
                    title: t('money.amount'),
                    kind: 'number',
                    cell: ({ amount }) => money(amount, currency),
                  },
                  {
                    id: 'balance',
                    title: t('money.balance'),
                    kind: 'number',
                    cell: ({ balance }) => money(balance, currency),
                  },
                ]}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </section>
  );
}
