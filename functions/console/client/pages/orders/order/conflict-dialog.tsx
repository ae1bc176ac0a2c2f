import type { ApiError } from '../../../base/api.ts';
import type { ActionName, TimelineEvent } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { EventList } from '../../../parts/events/event-list.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { Dialog } from '../../../ui/overlays/dialog.tsx';

interface ConflictDialogProps {
  action: ActionName;
  error: ApiError;
  isBusy: boolean;
  onAgain: (version: number) => void;
  onClose: () => void;
}

/** Others' changes since the order was shown. Nothing is overwritten: the action is repeated only on request. */
export function ConflictDialog({ action, error, isBusy, onAgain, onClose }: ConflictDialogProps) {
  const { version, changes } = error.details as { version?: number; changes: TimelineEvent[] };
  return (
    <Dialog title={t('order.conflict')} onClose={onClose}>
      <p>{t('order.conflictNote', { what: named('action', action) })}</p>
      <EventList events={changes} />
      <div class="dialog-foot">
        {version !== undefined && (
          <Button isBusy={isBusy} onClick={() => onAgain(version)}>
            {t('order.doAnyway', { what: named('action', action) })}
          </Button>
        )}
        <Button kind="primary" onClick={onClose}>
          {t('order.showNow')}
        </Button>
      </div>
    </Dialog>
  );
}
