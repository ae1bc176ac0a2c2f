import { t } from '../../base/words.ts';
import { TextField } from '../../ui/controls/field.tsx';

/** The e-mail address that identifies a person. */
export const EmailField = ({ known, autofocus }: { known?: string; autofocus?: boolean }) => (
  <TextField
    label={t('field.email')}
    name="email"
    type="email"
    autocomplete="username"
    required
    autofocus={autofocus === true}
    defaultValue={known ?? ''}
  />
);

/** The secret that signs in. */
export const SecretField = ({ isAdmin, autofocus }: { isAdmin: boolean; autofocus?: boolean }) => (
  <TextField
    label={isAdmin ? t('field.adminKey') : t('field.password')}
    name={isAdmin ? 'adminKey' : 'password'}
    type="password"
    autocomplete={isAdmin ? 'off' : 'current-password'}
    dir="ltr"
    required
    autofocus={autofocus === true}
  />
);

const MIN_PASSWORD_LENGTH = 12;

interface NewPasswordProps {
  name: string;
  autofocus?: boolean;
  /** Why it was refused. */
  wrong: string | undefined;
}

/** A new password. */
export const NewPasswordField = ({ name, autofocus, wrong }: NewPasswordProps) => (
  <TextField
    label={t('field.newPassword')}
    hint={t('door.length', { length: MIN_PASSWORD_LENGTH })}
    wrong={wrong}
    name={name}
    type="password"
    autocomplete="new-password"
    minLength={MIN_PASSWORD_LENGTH}
    required
    autofocus={autofocus === true}
  />
);
