import type { ComponentChildren } from 'preact';
import type { ApiError } from '../base/api.ts';
import { t } from '../base/words.ts';
import { useWrongFocus } from '../parts/wrong-focus.ts';
import { Button } from '../ui/controls/button.tsx';
import { problemText } from '../ui/display/states.tsx';

/** The text of a refused sign-in; the same for a wrong password and an unknown e-mail. */
export function refusalText(error: ApiError): string {
  if (error.status === 401 || error.code === 'wrong_credentials') return t('door.wrong');
  return problemText(error);
}

export const SignInRefusal = ({ error }: { error: ApiError | undefined }) =>
  error ? (
    <p class="notice bad" role="alert">
      {refusalText(error)}
    </p>
  ) : null;

interface SecretFormProps {
  error: ApiError | undefined;
  /** The field that shows its own refusals. */
  field?: string;
  isBusy: boolean;
  button: string;
  onGiven: (given: Record<string, string>) => void;
  children: ComponentChildren;
}

/** A form of secrets, which are sent once; a refusal is shown. */
export const SecretForm = ({ error, field, isBusy, button, onGiven, children }: SecretFormProps) => (
  <form
    ref={useWrongFocus(error)}
    class="stack wide"
    onSubmit={(event) => {
      event.preventDefault();
      const form = new FormData(event.currentTarget);
      onGiven(Object.fromEntries([...form].map(([name, value]) => [name, String(value)])));
    }}
  >
    {children}
    {(field === undefined || !error?.about(field)) && <SignInRefusal error={error} />}
    <Button kind="primary" submits isBusy={isBusy}>
      {button}
    </Button>
  </form>
);
