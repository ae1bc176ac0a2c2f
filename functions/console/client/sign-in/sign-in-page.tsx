import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { send } from '../base/api.ts';
import { type Change, useChange } from '../base/change.ts';
import { session } from '../base/session.ts';
import { t } from '../base/words.ts';
import { EmailField, NewPasswordField, SecretField } from '../parts/members/password-fields.tsx';
import { Button } from '../ui/controls/button.tsx';
import { TextField } from '../ui/controls/field.tsx';
import { SecretForm, SignInRefusal } from './secret-form.tsx';

/** The link that was followed. */
export interface FollowedLink {
  kind: 'invitation' | 'link';
  token: string;
}

interface SignInPageProps {
  entrance: FollowedLink | undefined;
  onEntered: () => Promise<void>;
  onGivenUp: () => void;
}

/** Signs in with the values of a form. */
export const useSignIn = (): Change<[Record<string, string>], unknown> =>
  useChange((idempotencyKey, body) => send('POST /platform/v1/sessions', { body, idempotencyKey }, false));

export function SignInPage(props: SignInPageProps) {
  const { entrance } = props;
  const [isForAdmins, setForAdmins] = useState(false);
  useEffect(() => {
    document.title = `${t('door.title')} · Recado`;
  }, []);
  const card = useRef<HTMLDivElement>(null);
  // The browser heeds `autofocus` once, and not in the form that comes in its place.
  useLayoutEffect(() => card.current?.querySelector<HTMLElement>('[autofocus]')?.focus(), [isForAdmins]);
  const form = () => {
    if (entrance?.kind === 'invitation') return <InvitationForm {...props} token={entrance.token} />;
    if (entrance?.kind === 'link') return <LinkEntrance {...props} token={entrance.token} />;
    return isForAdmins ? <AdminForm {...props} /> : <PasswordForm {...props} />;
  };
  return (
    <main class="door">
      <div class="brand">Recado</div>
      <div class="card" ref={card}>
        {form()}
      </div>
      {!entrance && (
        <Button kind="plain" onClick={() => setForAdmins(!isForAdmins)}>
          {isForAdmins ? t('door.asMember') : t('door.asAdmin')}
        </Button>
      )}
    </main>
  );
}

function PasswordForm({ onEntered }: SignInPageProps) {
  const signIn = useSignIn();
  const enter = async ({ email = '', password = '' }: Record<string, string>) => {
    if ((await signIn.run({ email, password })) !== undefined) await onEntered();
  };
  return (
    <SecretForm error={signIn.error} isBusy={signIn.isBusy} button={t('door.signIn')} onGiven={enter}>
      <h1>{t('door.title')}</h1>
      <EmailField autofocus />
      <SecretField isAdmin={false} />
    </SecretForm>
  );
}

function AdminForm({ onEntered }: SignInPageProps) {
  const signIn = useSignIn();
  const enter = async ({ adminKey = '' }: Record<string, string>) => {
    if ((await signIn.run({ adminKey })) !== undefined) await onEntered();
  };
  return (
    <SecretForm error={signIn.error} isBusy={signIn.isBusy} button={t('door.signIn')} onGiven={enter}>
      <h1>{t('door.adminTitle')}</h1>
      <SecretField isAdmin autofocus />
    </SecretForm>
  );
}

function InvitationForm({ token, onEntered, onGivenUp }: SignInPageProps & { token: string }) {
  const [isDifferent, setDifferent] = useState(false);
  const redeem = useChange((idempotencyKey: string, password: string) =>
    send('POST /platform/v1/invitations/redeem', { body: { token, password }, idempotencyKey }, false),
  );
  const enter = async ({ password = '', again = '' }: Record<string, string>) => {
    setDifferent(password !== again);
    if (password === again && (await redeem.run(password)) !== undefined) await onEntered();
  };
  return (
    <>
      <SecretForm
        error={redeem.error}
        field="password"
        isBusy={redeem.isBusy}
        button={t('door.accept')}
        onGiven={enter}
      >
        <h1>{t('door.welcome')}</h1>
        <p class="soft">{t('door.choose')}</p>
        <NewPasswordField name="password" autofocus wrong={redeem.error?.about('password')} />
        <TextField
          label={t('field.passwordAgain')}
          wrong={isDifferent ? t('door.different') : undefined}
          name="again"
          type="password"
          autocomplete="new-password"
          required
        />
      </SecretForm>
      {redeem.error?.code === 'link_invalid' && <Button onClick={onGivenUp}>{t('door.signIn')}</Button>}
    </>
  );
}

/** A link that signs in once: by a POST, so that no preview of the link uses it up. */
function LinkEntrance({ token, onEntered, onGivenUp }: SignInPageProps & { token: string }) {
  const signIn = useSignIn();
  const isTried = useRef(false);
  useEffect(() => {
    if (isTried.current) return;
    isTried.current = true;
    void signIn.run({ token }).then(async (done) => {
      if (done !== undefined) await onEntered();
    });
  }, []);
  if (!signIn.error) return <p role="status">{t('door.entering')}</p>;
  return (
    <div class="stack wide">
      <h1>{t('door.title')}</h1>
      <SignInRefusal error={signIn.error} />
      <Button kind="primary" onClick={session.value?.signedIn ? onEntered : onGivenUp}>
        {session.value?.signedIn ? t('action.continue') : t('door.signIn')}
      </Button>
    </div>
  );
}
