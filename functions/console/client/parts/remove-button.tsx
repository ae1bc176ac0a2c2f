import { useState } from 'preact/hooks';
import { useChange } from '../base/change.ts';
import { t } from '../base/words.ts';
import { Button } from '../ui/controls/button.tsx';
import { Problematic } from '../ui/display/states.tsx';
import { Dialog } from '../ui/overlays/dialog.tsx';
import { DialogFoot } from '../ui/overlays/dialog-foot.tsx';

interface RemoveButtonProps {
  /** The name of the thing to remove. */
  what: string;
  /** The consequences. */
  note: string;
  /** The button's text, where it is not Remove: `Revoke`. */
  label?: string;
  unavailable?: string | undefined;
  remove: () => Promise<unknown>;
  onRemoved: () => void;
}

/** Removes something for good, after a confirmation. */
export function RemoveButton({
  what,
  note,
  label = t('action.remove'),
  unavailable,
  remove,
  onRemoved,
}: RemoveButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const run = useChange(() => remove().then(() => true));
  const name = `${label}: ${what}`;
  return (
    <>
      <Button
        small
        kind="danger"
        aria-label={name}
        unavailable={unavailable}
        onClick={() => {
          run.clear();
          setAsking(true);
        }}
      >
        {label}
      </Button>
      {isAsking && (
        <Dialog title={name} onClose={() => setAsking(false)}>
          <p>{note}</p>
          <Problematic error={run.error} />
          <DialogFoot
            label={label}
            isGrave
            isBusy={run.isBusy}
            onBack={() => setAsking(false)}
            onRun={async () => {
              if ((await run.run()) === undefined) return;
              setAsking(false);
              onRemoved();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
