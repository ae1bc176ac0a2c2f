import type { ApiError } from '../../base/api.ts';
import type { BulkRequested } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Problematic } from '../../ui/states.tsx';

interface BulkDialogProps {
  action: BulkRequested['action'];
  /** Which orders, in words. */
  what: string;
  isBusy: boolean;
  error: ApiError | undefined;
  onRun: (reason: string) => void;
  onClose: () => void;
}

/** Asks once more before many orders change, and why. */
export function BulkDialog({ action, what, isBusy, error, onRun, onClose }: BulkDialogProps) {
  const name = named('bulkAction', action);
  const isGrave = action === 'cancel';
  return (
    <Dialog title={t('bulk.ask', { what: name, orders: what })} onClose={onClose}>
      <form
        class="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          onRun(String(new FormData(event.currentTarget).get('reason') ?? '').trim());
        }}
      >
        <p>{t('bulk.askNote')}</p>
        <TextArea
          label={t(isGrave ? 'field.reason' : 'field.reasonOptional')}
          hint={t('order.reasonHint')}
          name="reason"
          maxLength={500}
          required={isGrave}
          autofocus
        />
        <Problematic error={error} />
        <div class="dialog-foot">
          <Button onClick={onClose}>{t('action.back')}</Button>
          <Button kind={isGrave ? 'danger primary' : 'primary'} submits isBusy={isBusy}>
            {name}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
