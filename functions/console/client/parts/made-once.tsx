import { t } from '../base/words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CopyButton } from '../ui/texts.tsx';

interface MadeOnceProps {
  title: string;
  note: string;
  secret: string;
  onClose: () => void;
}

/** Something secret that was made just now and is never shown again. */
export const MadeOnce = ({ title, note, secret, onClose }: MadeOnceProps) => (
  <Dialog title={title} onClose={onClose}>
    <p>{note}</p>
    <code class="secret">{secret}</code>
    <div class="dialog-foot">
      <CopyButton text={secret} />
      <Button kind="primary" onClick={onClose}>
        {t('webhook.kept')}
      </Button>
    </div>
  </Dialog>
);
