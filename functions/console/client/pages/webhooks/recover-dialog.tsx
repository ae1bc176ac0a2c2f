import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { count, hourThere, instantThere } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import type { RecoveryBody } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { Loaded, Problematic } from '../../ui/display/states.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';

interface RecoverDialogProps {
  endpointId: string;
  /** Since when deliveries are missing, when that is known. */
  since: string | null;
  onClose: () => void;
}

const EVERY_MS = 1000;
const DAY_MS = 86_400_000;

/** Sends again what an endpoint missed: first it counts, then it sends, and both can be watched and cancelled. */
export function RecoverDialog({ endpointId, since, onClose }: RecoverDialogProps) {
  const [from, setFrom] = useState(hourThere(since ? Date.parse(since) : Date.now() - DAY_MS));
  const [job, setJob] = useState<string>();
  const start = useChange((idempotencyKey, body: RecoveryBody) =>
    call('POST /platform/v1/webhook-recoveries', { body, idempotencyKey }),
  );
  const begin = async (dryRun: boolean) => {
    if (from === '') return;
    const begun = await start.run({ endpointId, since: instantThere(from), dryRun });
    if (begun !== undefined) setJob(begun.id);
  };
  return (
    <Dialog title={t('webhook.recover')} onClose={onClose}>
      <p>{t('webhook.recoverNote')}</p>
      <TextField
        type="datetime-local"
        label={t('webhook.since')}
        value={from}
        onInput={({ currentTarget }) => {
          setFrom(currentTarget.value);
          setJob(undefined);
        }}
        autofocus
      />
      <Problematic error={start.error} />
      {job ? (
        <Progress
          key={job}
          id={job}
          isBusy={start.isBusy}
          onSend={() => void begin(false)}
          onClose={onClose}
        />
      ) : (
        <div class="dialog-foot">
          <Button onClick={onClose}>{t('action.back')}</Button>
          <Button kind="primary" isBusy={start.isBusy} onClick={() => void begin(true)}>
            {t('webhook.count')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

interface ProgressProps {
  id: string;
  isBusy: boolean;
  onSend: () => void;
  onClose: () => void;
}

function Progress({ id, isBusy, onSend, onClose }: ProgressProps) {
  const recovery = useResource(
    `recovery ${id}`,
    (signal) => call('GET /platform/v1/webhook-recoveries/{id}', { params: { id }, signal }),
    EVERY_MS,
  );
  const cancel = useChange((idempotencyKey) =>
    call('POST /platform/v1/webhook-recoveries/{id}/cancel', { params: { id }, idempotencyKey }),
  );
  return (
    <Loaded of={recovery} lines={2}>
      {({ status, dryRun, matched, sent, progress }) => (
        <div class="stack wide">
          <p role="status">
            {dryRun
              ? t('webhook.counted', { count: count(matched) })
              : t('webhook.sent', { count: count(sent) })}
            {status === 'running' && ` · ${t('webhook.lookingOn')}`}
            {status === 'cancelled' && ` · ${t('webhook.recoveryCancelled')}`}
          </p>
          <progress max={1} value={progress} aria-label={t('webhook.recover')} />
          <Problematic error={cancel.error} />
          <div class="dialog-foot">
            {status === 'running' && (
              <Button isBusy={cancel.isBusy} onClick={() => void cancel.run().then(recovery.reload)}>
                {t('webhook.cancelRecovery')}
              </Button>
            )}
            <Button onClick={onClose}>{t('action.close')}</Button>
            {dryRun && status !== 'running' && (
              <Button
                kind="primary"
                isBusy={isBusy}
                unavailable={matched === 0 ? t('webhook.nothingMissed') : undefined}
                onClick={onSend}
              >
                {t('webhook.recover')}
              </Button>
            )}
          </div>
        </div>
      )}
    </Loaded>
  );
}
