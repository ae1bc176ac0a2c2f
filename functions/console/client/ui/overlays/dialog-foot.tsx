import { t } from '../../base/words.ts';
import { Button } from '../controls/button.tsx';

interface DialogFootProps {
  /** The dialog's action, as its button names it. */
  label: string;
  isBusy?: boolean;
  isGrave?: boolean;
  /** Absent where the button submits the form that it is in. */
  onRun?: () => void;
  onBack: () => void;
}

/** The buttons of a dialog: cancel, and its action. */
export const DialogFoot = ({ label, isBusy = false, isGrave = false, onRun, onBack }: DialogFootProps) => (
  <div class="dialog-foot">
    <Button onClick={onBack}>{t('action.back')}</Button>
    <Button
      kind={isGrave ? 'danger primary' : 'primary'}
      submits={onRun === undefined}
      isBusy={isBusy}
      {...(onRun && { onClick: onRun })}
    >
      {label}
    </Button>
  </div>
);
