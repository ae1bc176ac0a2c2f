import { useEffect, useRef, useState } from 'preact/hooks';
import { type ApiError, send } from '../base/api.ts';
import { type Change, useChange } from '../base/change.ts';
import { session } from '../base/session.ts';
import { t } from '../base/words.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { problemText } from '../ui/states.tsx';

/** A link that somebody came by. */
export interface Entrance {
  kind: 'invitation' | 'link';
  token: string;
}

interface DoorProps {
  entrance: Entrance | undefined;
  onEntered: () => Promise<void>;
  onGivenUp: () => void;
}

const SHORTEST_PASSWORD = 12;

/** What a refused sign-in says; the same for a wrong password and an unknown e-mail. */
export function refusalText(error: ApiError): string {
  if (error.status === 401 || error.code === 'wrong_credentials') return t('door.wrong');
  if (error.code === 'link_invalid') return t('door.linkUsed');
  if (error.status === 429) return t('door.tooMany');
  return problemText(error);
}

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '');

/** Signs in with what a form holds. */
export const useSignIn = (): Change<[Record<string, string>], unknown> =>
  useChange((idempotencyKey, body) => send('POST /platform/v1/sessions', { body, idempotencyKey }, false));

export function Door(props: DoorProps) {
  const { entrance } = props;
  const [isForAdmins, setForAdmins] = useState(false);
  useEffect(() => {
    document.title = `${t('door.title')} · Recado`;
  }, []);
  const form = () => {
    if (entrance?.kind === 'invitation') return <InvitationForm {...props} token={entrance.token} />;
    if (entrance?.kind === 'link') return <LinkEntrance {...props} token={entrance.token} />;
    return isForAdmins ? <AdminForm {...props} /> : <PasswordForm {...props} />;
  };
  return (
    <main class="door">
      <div class="brand">Recado</div>
      <div class="card">{form()}</div>
      {!entrance && (
        <Button kind="plain" onClick={() => setForAdmins(!isForAdmins)}>
          {isForAdmins ? t('door.asMember') : t('door.asAdmin')}
        </Button>
      )}
    </main>
  );
}

const Refusal = ({ error }: { error: ApiError | undefined }) =>
  error ? (
    <p class="notice bad" role="alert">
      {refusalText(error)}
    </p>
  ) : null;

function PasswordForm({ onEntered }: DoorProps) {
  const signIn = useSignIn();
  return (
    <form
      class="stack wide"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const done = await signIn.run({ email: textOf(form, 'email'), password: textOf(form, 'password') });
        if (done !== undefined) await onEntered();
      }}
    >
      <h1>{t('door.title')}</h1>
      <TextField
        label={t('field.email')}
        name="email"
        type="email"
        autocomplete="username"
        required
        autofocus
      />
      <TextField
        label={t('field.password')}
        name="password"
        type="password"
        autocomplete="current-password"
        required
      />
      <Refusal error={signIn.error} />
      <Button kind="primary" submits isBusy={signIn.isBusy}>
        {t('door.signIn')}
      </Button>
    </form>
  );
}

function AdminForm({ onEntered }: DoorProps) {
  const signIn = useSignIn();
  return (
    <form
      class="stack wide"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        if ((await signIn.run({ adminKey: textOf(form, 'adminKey') })) !== undefined) await onEntered();
      }}
    >
      <h1>{t('door.adminTitle')}</h1>
      <TextField
        label={t('field.adminKey')}
        name="adminKey"
        type="password"
        autocomplete="off"
        dir="ltr"
        required
        autofocus
      />
      <Refusal error={signIn.error} />
      <Button kind="primary" submits isBusy={signIn.isBusy}>
        {t('door.signIn')}
      </Button>
    </form>
  );
}

function InvitationForm({ token, onEntered, onGivenUp }: DoorProps & { token: string }) {
  const [isDifferent, setDifferent] = useState(false);
  const redeem = useChange((idempotencyKey: string, password: string) =>
    send('POST /platform/v1/invitations/redeem', { body: { token, password }, idempotencyKey }, false),
  );
  return (
    <form
      class="stack wide"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const password = textOf(form, 'password');
        setDifferent(password !== textOf(form, 'again'));
        if (password !== textOf(form, 'again')) return;
        if ((await redeem.run(password)) !== undefined) await onEntered();
      }}
    >
      <h1>{t('door.welcome')}</h1>
      <p class="soft">{t('door.choose')}</p>
      <TextField
        label={t('field.newPassword')}
        hint={t('door.length', { length: SHORTEST_PASSWORD })}
        name="password"
        type="password"
        autocomplete="new-password"
        minLength={SHORTEST_PASSWORD}
        required
        autofocus
      />
      <TextField
        label={t('field.passwordAgain')}
        wrong={isDifferent ? t('door.different') : undefined}
        name="again"
        type="password"
        autocomplete="new-password"
        required
      />
      <Refusal error={redeem.error} />
      <Button kind="primary" submits isBusy={redeem.isBusy}>
        {t('door.accept')}
      </Button>
      {redeem.error?.code === 'link_invalid' && <Button onClick={onGivenUp}>{t('door.signIn')}</Button>}
    </form>
  );
}

/** A link that signs in once: by a POST, so that nobody's preview of the link uses it up. */
function LinkEntrance({ token, onEntered, onGivenUp }: DoorProps & { token: string }) {
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
      <Refusal error={signIn.error} />
      <Button kind="primary" onClick={session.value?.signedIn ? onEntered : onGivenUp}>
        {session.value?.signedIn ? t('action.continue') : t('door.signIn')}
      </Button>
    </div>
  );
}
