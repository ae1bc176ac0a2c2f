import { useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { instant, instantThere } from '../../../base/format.ts';
import { phone } from '../../../base/phones.ts';
import { t } from '../../../base/words.ts';
import { useWrongFocus } from '../../../parts/wrong-focus.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextField } from '../../../ui/controls/field.tsx';
import { Problematic } from '../../../ui/display/states.tsx';

/** Tells when a number would be called, by the hours that are saved. */
export function CallTimePreview() {
  const [found, look] = useLook();
  return (
    <section class="card" aria-label={t('setup.preview')}>
      <header>
        <h2>{t('setup.preview')}</h2>
      </header>
      <form
        ref={useWrongFocus(look.error)}
        class="row ends"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const at = String(form.get('at') ?? '');
          void look.run(String(form.get('phone') ?? ''), at === '' ? undefined : instantThere(at));
        }}
      >
        <TextField
          name="phone"
          type="tel"
          label={t('field.phone')}
          dir="ltr"
          required
          wrong={look.error?.about('phone')}
        />
        <TextField
          name="at"
          type="datetime-local"
          label={t('setup.previewAt')}
          wrong={look.error?.about('at')}
        />
        <Button submits isBusy={look.isBusy}>
          {t('setup.previewShow')}
        </Button>
      </form>
      {!look.error?.isAboutFields && <Problematic error={look.error} />}
      <p role="status">
        {found &&
          t(found.nextCallAt === found.at ? 'setup.previewNow' : 'setup.previewNext', {
            phone: phone(found.phone),
            at: instant(found.nextCallAt, 'full'),
          })}
      </p>
    </section>
  );
}

function useLook() {
  const [found, setFound] = useState<Found>();
  const look = useChange(async (_key, number: string, at: string | undefined) => {
    const answer = await call('GET /platform/v1/call-time', { query: { phone: number, at } });
    setFound(answer);
    return answer;
  });
  return [found, look] as const;
}

type Found = { phone: string; at: string; nextCallAt: string };
