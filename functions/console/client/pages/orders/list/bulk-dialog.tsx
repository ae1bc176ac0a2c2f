import type { ApiError } from '../../../base/api.ts';
import type { BulkBody } from '../../../base/views.ts';
import { named, t, tn } from '../../../base/words.ts';
import { ReasonField } from '../../../parts/reason-field.tsx';
import { Problematic } from '../../../ui/display/states.tsx';
import { Dialog } from '../../../ui/overlays/dialog.tsx';
import { DialogFoot } from '../../../ui/overlays/dialog-foot.tsx';

interface BulkDialogProps {
  action: BulkBody['action'];
  /** How many orders; undefined for all that match. */
  count: number | undefined;
  isBusy: boolean;
  error: ApiError | undefined;
  onRun: (reason: string) => void;
  onClose: () => void;
}

/** Asks for confirmation, and for a reason, before many orders change. */
export function BulkDialog({ action, count, isBusy, error, onRun, onClose }: BulkDialogProps) {
  const name = named('bulkAction', action);
  const isGrave = action === 'cancel';
  const title = count === undefined ? t(`bulkAskAll.${action}`) : tn(`bulkAsk.${action}`, count);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          onRun(String(new FormData(event.currentTarget).get('reason') ?? '').trim());
        }}
      >
        <p>{t('bulk.askNote')}</p>
        <ReasonField isNeeded={isGrave} autofocus />
        <Problematic error={error} />
        <DialogFoot label={name} isGrave={isGrave} isBusy={isBusy} onBack={onClose} />
      </form>
    </Dialog>
  );
}
