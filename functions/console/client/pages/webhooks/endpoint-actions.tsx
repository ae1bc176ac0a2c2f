import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { go, hrefOf } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import type { EndpointShown } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Problematic } from '../../ui/display/states.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { showToast } from '../../ui/overlays/toasts.tsx';
import { RecoverDialog } from './recover-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';

interface EndpointActionsProps {
  endpoint: EndpointShown;
  onChanged: (endpoint: EndpointShown) => void;
}

type Open = { kind: 'rotate' | 'remove' | 'recover' } | { kind: 'secret'; secret: string };

/** The actions on an endpoint. */
export function EndpointActions({ endpoint, onChanged }: EndpointActionsProps) {
  const { id, enabled } = endpoint;
  const params = { id };
  const [open, setOpen] = useState<Open>();
  const ping = useChange((idempotencyKey) =>
    call('POST /platform/v1/webhook-endpoints/{id}/ping', { params, idempotencyKey }),
  );
  const able = useChange((_key, wanted: boolean) =>
    call('PATCH /platform/v1/webhook-endpoints/{id}', { params, body: { enabled: wanted } }),
  );
  const rotate = useChange((idempotencyKey) =>
    call('POST /platform/v1/webhook-endpoints/{id}/rotate-secret', { params, body: {}, idempotencyKey }),
  );
  const remove = useChange(() =>
    call('DELETE /platform/v1/webhook-endpoints/{id}', { params }).then(() => true),
  );
  const asOwner = mayAs('owner') ? undefined : t('problem.forbidden');
  const asOperator = mayAs('operator') ? undefined : t('problem.forbidden');
  const close = () => setOpen(undefined);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a toolbar would take the arrow keys from its buttons */}
      <div class="row actions" role="group" aria-label={t('order.actions')}>
        <Button
          isBusy={ping.isBusy}
          unavailable={asOwner ?? (enabled ? undefined : t('webhook.isDisabled'))}
          onClick={async () => {
            const sent = await ping.run();
            if (sent !== undefined) go(hrefOf(`webhooks/deliveries/${sent.id}`));
          }}
        >
          {t('webhook.ping')}
        </Button>
        <Button
          unavailable={asOperator ?? (enabled ? undefined : t('webhook.isDisabled'))}
          onClick={() => setOpen({ kind: 'recover' })}
        >
          {t('webhook.recover')}
        </Button>
        <Button unavailable={asOwner} onClick={() => setOpen({ kind: 'rotate' })}>
          {t('webhook.rotate')}
        </Button>
        <Button
          isBusy={able.isBusy}
          unavailable={asOwner}
          onClick={async () => {
            const changed = await able.run(!enabled);
            if (changed === undefined) return;
            onChanged(changed);
            showToast(t('state.saved'));
            if (changed.recovery) setOpen({ kind: 'recover' });
          }}
        >
          {enabled ? t('webhook.disable') : t('webhook.enable')}
        </Button>
        <Button kind="danger" unavailable={asOwner} onClick={() => setOpen({ kind: 'remove' })}>
          {t('action.remove')}
        </Button>
      </div>
      <Problematic error={ping.error ?? able.error} />
      {open?.kind === 'recover' && (
        <RecoverDialog endpointId={id} since={endpoint.disabledAt ?? endpoint.failingSince} onClose={close} />
      )}
      {open?.kind === 'secret' && <SecretDialog secret={open.secret} onClose={close} />}
      {open?.kind === 'rotate' && (
        <Sure
          title={t('webhook.rotate')}
          note={t('webhook.rotateNote')}
          isBusy={rotate.isBusy}
          error={rotate.error}
          onClose={close}
          onSure={async () => {
            const made = await rotate.run();
            if (made !== undefined) setOpen({ kind: 'secret', secret: made.secret });
          }}
        />
      )}
      {open?.kind === 'remove' && (
        <Sure
          title={t('action.remove')}
          note={t('webhook.removeNote')}
          isBusy={remove.isBusy}
          error={remove.error}
          onClose={close}
          onSure={async () => {
            if (await remove.run()) go(hrefOf('webhooks'));
          }}
        />
      )}
    </>
  );
}

interface SureProps {
  title: string;
  note: string;
  isBusy: boolean;
  error: Parameters<typeof Problematic>[0]['error'];
  onSure: () => void;
  onClose: () => void;
}

const Sure = ({ title, note, isBusy, error, onSure, onClose }: SureProps) => (
  <Dialog title={title} onClose={onClose}>
    <p>{note}</p>
    <Problematic error={error} />
    <div class="dialog-foot">
      <Button onClick={onClose}>{t('action.back')}</Button>
      <Button kind="primary" isBusy={isBusy} onClick={onSure}>
        {title}
      </Button>
    </div>
  </Dialog>
);
