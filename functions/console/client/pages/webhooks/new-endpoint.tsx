import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import type { NewEndpointBody } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CheckField, TextField } from '../../ui/controls/field.tsx';
import { Problematic } from '../../ui/display/states.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { subscribable } from './event-names.ts';
import { SecretDialog } from './secret-dialog.tsx';

/** Subscribes a URL; then shows its secret, once, with what verifies its signatures. */
export function NewEndpointDialog({ onClose }: { onClose: () => void }) {
  const [secret, setSecret] = useState<string>();
  const create = useChange((idempotencyKey, body: NewEndpointBody) =>
    call('POST /platform/v1/webhook-endpoints', { body, idempotencyKey }),
  );
  const wrong = (field: string) => create.error?.about(field);
  if (secret !== undefined) return <SecretDialog secret={secret} onClose={onClose} />;
  return (
    <Dialog title={t('webhook.new')} onClose={onClose}>
      <form
        ref={useWrongFocus(create.error)}
        class="stack wide"
        onSubmit={async (event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const made = await create.run({
            url: String(form.get('url') ?? ''),
            events: form.getAll('events') as NewEndpointBody['events'],
            strictOrder: form.has('strictOrder'),
          });
          if (made !== undefined) setSecret(made.secret);
        }}
      >
        <TextField
          label={t('webhook.url')}
          hint={t('webhook.urlHint')}
          wrong={wrong('url')}
          name="url"
          type="url"
          dir="ltr"
          placeholder="https://"
          required
          autofocus
        />
        <fieldset class="stack">
          <legend class="label">{t('webhook.events')}</legend>
          {subscribable.map((name) => (
            <CheckField key={name} name="events" value={name} label={<code>{name}</code>} defaultChecked />
          ))}
          {wrong('events') && <span class="wrong">{wrong('events')}</span>}
        </fieldset>
        <CheckField name="strictOrder" label={t('webhook.strictOrder')} />
        <Problematic error={create.error} />
        <div class="dialog-foot">
          <Button onClick={onClose}>{t('action.back')}</Button>
          <Button kind="primary" submits isBusy={create.isBusy}>
            {t('webhook.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
