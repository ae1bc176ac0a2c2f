import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../base/words.ts';
import { Button } from '../ui/controls/button.tsx';
import { CopyButton } from '../ui/display/texts.tsx';
import { Dialog } from '../ui/overlays/dialog.tsx';

interface Once {
  /** Shows a secret that was made just now. */
  show(secret: string): void;
  /** The element that shows it, to be rendered. */
  dialog: ComponentChildren;
}

/** Shows secrets that are made and never shown again. @param title of the dialog. @param note how to use it */
export function useShownOnce(title: string, note: string): Once {
  const [secret, setSecret] = useState<string>();
  const close = () => setSecret(undefined);
  return {
    show: setSecret,
    dialog: secret !== undefined && (
      // Only its button closes it: Escape by mistake would lose a secret that is never shown again.
      <Dialog title={title}>
        <p>{note}</p>
        <code class="secret">{secret}</code>
        <div class="dialog-foot">
          <CopyButton text={secret} />
          <Button kind="primary" onClick={close}>
            {t('webhook.kept')}
          </Button>
        </div>
      </Dialog>
    ),
  };
}
