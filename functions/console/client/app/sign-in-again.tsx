import { resumeRequests } from '../base/api.ts';
import { forgetAnswers } from '../base/resource.ts';
import { loadSession, session } from '../base/session.ts';
import { t } from '../base/words.ts';
import { refusalText, useSignIn } from '../door/door.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';

/** Asks for the password where one is when the session ends; what was under way then goes on. */
export function SignInAgain() {
  const { member, tenant, admin } = session.value ?? {};
  const signIn = useSignIn();
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const secret = String(form.get('password') ?? '');
    const given = admin ? { adminKey: secret } : { email: String(form.get('email') ?? ''), password: secret };
    if ((await signIn.run(given)) === undefined) return;
    const now = await loadSession();
    // Somebody else, or of another tenant: nothing of what was shown is theirs.
    if (now.member?.id !== member?.id || now.tenant?.id !== tenant?.id) {
      forgetAnswers();
      location.reload();
    } else resumeRequests();
  };
  return (
    <Dialog title={t('door.again')}>
      <form class="stack wide" onSubmit={submit}>
        <p class="soft">{t('door.againNote')}</p>
        {!admin && (
          <TextField
            label={t('field.email')}
            name="email"
            type="email"
            autocomplete="username"
            required
            defaultValue={member?.email ?? ''}
          />
        )}
        <TextField
          label={admin ? t('field.adminKey') : t('field.password')}
          name="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus
        />
        {signIn.error && (
          <p class="notice bad" role="alert">
            {refusalText(signIn.error)}
          </p>
        )}
        <Button kind="primary" submits isBusy={signIn.isBusy}>
          {t('door.signIn')}
        </Button>
      </form>
    </Dialog>
  );
}
