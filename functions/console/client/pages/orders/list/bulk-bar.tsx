import { useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { setQuery } from '../../../base/router.ts';
import type { BulkBody } from '../../../base/views.ts';
import { named, t, tn } from '../../../base/words.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { ExportButton } from './export-button.tsx';
import type { OrderSelection } from './order-selection.ts';

const actions = [
  'confirm',
  'cancel',
  'reopen',
  'call-again',
  'book-delivery',
] as const satisfies BulkBody['action'][];

interface BulkBarProps {
  picked: OrderSelection;
  filter: Readonly<Record<string, string>>;
  onStarted: (jobId: string) => void;
}

/** The actions on all picked orders; the id of the job is then in the address. */
export function BulkBar({ picked, filter, onStarted }: BulkBarProps) {
  const [asking, setAsking] = useState<BulkBody['action']>();
  const start = useChange((idempotencyKey, body: BulkBody) =>
    call('POST /platform/v1/orders/bulk', { body, idempotencyKey }),
  );
  if (picked.count === 0) return null;
  return (
    // The button disappears once all are picked, and leaves the focus here.
    <section class="pick-bar" aria-label={t('bulk.label')} tabIndex={-1}>
      <b>{picked.count === undefined ? t('bulk.all') : tn('bulk.some', picked.count)}</b>
      {!picked.isAll && (
        <Button small kind="plain" onClick={picked.pickAll}>
          {t('bulk.pickAll')}
        </Button>
      )}
      <Button small kind="plain" onClick={picked.clear}>
        {t('bulk.clear')}
      </Button>
      <span class="spacer" />
      {actions.map((action) => (
        <Button
          key={action}
          small
          {...(action === 'cancel' && { kind: 'danger' as const })}
          onClick={() => {
            start.clear();
            setAsking(action);
          }}
        >
          {named('bulkAction', action)}
        </Button>
      ))}
      <ExportButton picked={picked} filter={filter} />
      {asking && (
        <BulkDialog
          action={asking}
          count={picked.count}
          isBusy={start.isBusy}
          error={start.error}
          onClose={() => setAsking(undefined)}
          onRun={async (reason) => {
            const job = await start.run({
              action: asking,
              ...(picked.isAll ? { filter } : { orderIds: [...picked.ids] }),
              ...(reason && { reason }),
            });
            if (job === undefined) return;
            setAsking(undefined);
            picked.clear();
            onStarted(job.id);
            setQuery({ job: job.id });
          }}
        />
      )}
    </section>
  );
}
