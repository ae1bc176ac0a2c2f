import { resumeRequests } from '../base/api.ts';
import { forgetAnswers } from '../base/resource.ts';
import { loadSession, session } from '../base/session.ts';
import { t } from '../base/words.ts';
import { EmailField, SecretField } from '../parts/members/password-fields.tsx';
import { SecretForm } from '../sign-in/secret-form.tsx';
import { useSignIn } from '../sign-in/sign-in-page.tsx';
import { Dialog } from '../ui/overlays/dialog.tsx';

/** Asks for the password in place when the session ends; pending requests then continue. */
export function SignInAgain() {
  const { member, tenant, admin } = session.value ?? {};
  const signIn = useSignIn();
  const enter = async ({ email = '', password = '', adminKey = '' }: Record<string, string>) => {
    if ((await signIn.run(admin ? { adminKey } : { email, password })) === undefined) return;
    const now = await loadSession();
    // Somebody else, or of another tenant, who must not see what was shown.
    if (now.member?.id !== member?.id || now.tenant?.id !== tenant?.id) {
      forgetAnswers();
      location.reload();
    } else resumeRequests();
  };
  return (
    <Dialog title={t('door.again')}>
      <SecretForm error={signIn.error} isBusy={signIn.isBusy} button={t('door.signIn')} onGiven={enter}>
        <p class="soft">{t('door.againNote')}</p>
        {!admin && <EmailField known={member?.email ?? ''} />}
        <SecretField isAdmin={admin === true} autofocus />
      </SecretForm>
    </Dialog>
  );
}
