import type { ComponentChildren } from 'preact';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import type { NewMemberBody } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { Problematic } from '../../ui/display/states.tsx';
import { useWrongFocus } from '../wrong-focus.ts';

interface InviteFormProps {
  label: string;
  /** Further fields of the invitation, which the form does not ask for. */
  given?: Partial<NewMemberBody>;
  unavailable?: string | undefined;
  onInvited: (url: string) => void;
  children?: ComponentChildren;
}

/** Invites a person by name and e-mail; the link that sets the password is shown once. */
export function InviteForm({ label, given, unavailable, onInvited, children }: InviteFormProps) {
  const invite = useChange((idempotencyKey, body: NewMemberBody) =>
    call('POST /platform/v1/members', { body, idempotencyKey }),
  );
  const form = useWrongFocus(invite.error);
  const wrong = (field: string) => invite.error?.about(field);
  return (
    <>
      <form
        ref={form}
        class="row ends"
        aria-label={label}
        onSubmit={async (event) => {
          event.preventDefault();
          const asked = {
            ...given,
            ...Object.fromEntries(new FormData(event.currentTarget)),
          } as NewMemberBody;
          const made = await invite.run(asked);
          if (made === undefined) return;
          form.current?.reset();
          onInvited(made.invitation.url);
        }}
      >
        <TextField name="name" label={t('field.name')} maxLength={100} required wrong={wrong('name')} />
        <TextField name="email" type="email" label={t('field.email')} required wrong={wrong('email')} />
        {children}
        <Button kind="primary" submits isBusy={invite.isBusy} unavailable={unavailable}>
          {label}
        </Button>
      </form>
      {!invite.error?.isAboutFields && <Problematic error={invite.error} />}
    </>
  );
}
