import type { ComponentChildren } from 'preact';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { useResource } from '../../../base/resource.ts';
import { mayAs, tenant } from '../../../base/session.ts';
import type { TenantChangesBody, TenantShown } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import { useWrongFocus } from '../../../parts/wrong-focus.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Loaded, Problematic } from '../../../ui/display/states.tsx';
import { showToast } from '../../../ui/overlays/toasts.tsx';

/** Properties of the form's fields: their values, and their issues by the fields' names in the API. */
export interface Settings {
  now: TenantShown;
  wrong(field: string): string | undefined;
}

interface TenantFormProps {
  title: string;
  note?: string;
  /** The changes between the form and the stored settings. */
  changes(form: FormData, now: TenantShown): TenantChangesBody;
  onSaved?: (saved: TenantShown) => void;
  children: (settings: Settings) => ComponentChildren;
}

/** A card of the tenant's settings that are saved together. */
export function TenantForm({ title, note, changes, onSaved, children }: TenantFormProps) {
  const params = { id: tenant.value?.id ?? '' };
  const settings = useResource(`tenant ${params.id}`, (signal) =>
    call('GET /platform/v1/tenants/{id}', { params, signal }),
  );
  const save = useChange((_key, body: TenantChangesBody) =>
    call('PATCH /platform/v1/tenants/{id}', { params, body }),
  );
  const form = useWrongFocus(save.error);
  return (
    <section class="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <Loaded of={settings}>
        {(now) => (
          <form
            ref={form}
            class="stack wide"
            onSubmit={async (event) => {
              event.preventDefault();
              const saved = await save.run(changes(new FormData(event.currentTarget), now));
              if (saved === undefined) return;
              settings.put(saved);
              showToast(t('state.saved'));
              onSaved?.(saved);
            }}
          >
            {note && <p class="soft">{note}</p>}
            {/* What was saved is what the fields begin with again; the button keeps the focus. */}
            <div key={now.updatedAt} class="stack wide">
              {children({ now, wrong: (field) => save.error?.about(field) })}
            </div>
            <Problematic error={save.error} />
            <div>
              <Button
                kind="primary"
                submits
                isBusy={save.isBusy}
                unavailable={mayAs('owner') ? undefined : t('problem.forbidden')}
              >
                {t('action.save')}
              </Button>
            </div>
          </form>
        )}
      </Loaded>
    </section>
  );
}

/** Words one to a line. */
export const linesOf = (form: FormData, name: string): string[] =>
  String(form.get(name) ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** A number of a form; what is none goes to the API as it was typed, which then says so. */
export function numberIn(form: FormData, name: string): number {
  const typed = textIn(form, name);
  const number = Number(typed.replace(',', '.'));
  return (Number.isNaN(number) ? typed : number) as number;
}
