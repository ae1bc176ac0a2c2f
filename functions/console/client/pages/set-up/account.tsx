import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { instant } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { loadSession, member } from '../../base/session.ts';
import { t } from '../../base/words.ts';
import { NewPasswordField } from '../../parts/members/password-fields.tsx';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { SelectField, TextField } from '../../ui/controls/field.tsx';
import { Loaded, Problematic } from '../../ui/display/states.tsx';
import { Ago, DateTime, UserText } from '../../ui/display/texts.tsx';
import { showToast } from '../../ui/overlays/toasts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';

/** Languages by their own names. */
const languages = [
  ['en', 'English'],
  ['es', 'Español'],
  ['pt', 'Português'],
] as const;

/** The member's own settings: name, language, password, sessions. */
export const Account = () => (
  <>
    <Profile />
    <PasswordChange />
    <OwnSessions />
  </>
);

function Profile() {
  const { name = '', language = null } = member.value ?? {};
  const save = useChange((_key, body: { name: string; language: 'en' | 'es' | 'pt' | null }) =>
    call('PATCH /platform/v1/members/{id}', { params: { id: 'me' }, body }),
  );
  const form = useWrongFocus(save.error);
  return (
    <section class="card" aria-label={t('nav.account')}>
      <header>
        <h2>{t('nav.account')}</h2>
      </header>
      <form
        ref={form}
        class="stack wide"
        onSubmit={async (event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const chosen = languages.find(([tag]) => tag === given.get('language'))?.[0] ?? null;
          if ((await save.run({ name: String(given.get('name') ?? ''), language: chosen })) === undefined)
            return;
          await loadSession();
          showToast(t('state.saved'));
        }}
      >
        <div class="halves">
          <TextField
            name="name"
            label={t('field.name')}
            defaultValue={name}
            maxLength={100}
            required
            wrong={save.error?.about('name')}
          />
          <SelectField
            name="language"
            label={t('account.language')}
            defaultValue={language ?? ''}
            options={[['', t('account.languageOfTenant')], ...languages]}
          />
        </div>
        {!save.error?.isAboutFields && <Problematic error={save.error} />}
        <div>
          <Button kind="primary" submits isBusy={save.isBusy}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}

function PasswordChange() {
  const change = useChange((idempotencyKey, body: { currentPassword: string; newPassword: string }) =>
    call('POST /platform/v1/members/{id}/password', { params: { id: 'me' }, body, idempotencyKey }).then(
      () => true,
    ),
  );
  const form = useWrongFocus(change.error);
  return (
    <section class="card" aria-label={t('account.password')}>
      <header>
        <h2>{t('account.password')}</h2>
      </header>
      <form
        ref={form}
        class="stack wide"
        onSubmit={async (event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          const done = await change.run({
            currentPassword: String(data.get('current') ?? ''),
            newPassword: String(data.get('new') ?? ''),
          });
          if (!done) return;
          form.current?.reset();
          showToast(t('state.saved'));
        }}
      >
        <div class="halves">
          <TextField
            name="current"
            type="password"
            label={t('account.currentPassword')}
            autocomplete="current-password"
            required
            wrong={change.error?.about('currentPassword')}
          />
          <NewPasswordField name="new" wrong={change.error?.about('newPassword')} />
        </div>
        {!change.error?.isAboutFields && <Problematic error={change.error} />}
        <div>
          <Button kind="primary" submits isBusy={change.isBusy}>
            {t('account.change')}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** By words of a user agent; the first that fits, as browsers call themselves by the names of others too. */
const BROWSERS = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' };
const SYSTEMS = {
  iPhone: 'iOS',
  iPad: 'iPadOS',
  Android: 'Android',
  Windows: 'Windows',
  Mac: 'macOS',
  Linux: 'Linux',
};

/** `Chrome · Linux` of a user agent; as it is where it says neither. */
function browserName(userAgent: string): string {
  const nameIn = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).find(([word]) => userAgent.includes(word))?.[1];
  return [nameIn(BROWSERS), nameIn(SYSTEMS)].filter(Boolean).join(' · ') || userAgent;
}

function OwnSessions() {
  const list = useResource('sessions', (signal) => call('GET /platform/v1/sessions', { signal }));
  const end = useChange((_key, id: string) =>
    call('DELETE /platform/v1/sessions/{id}', { params: { id } }).then(() => true),
  );
  return (
    <section class="card" aria-label={t('account.sessions')}>
      <header>
        <h2>{t('account.sessions')}</h2>
      </header>
      <Problematic error={end.error} />
      <Loaded of={list}>
        {({ sessions }) => (
          <DataTable
            caption={t('account.sessions')}
            rows={sessions}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'browser',
                title: t('account.browser'),
                cell: ({ userAgent, current }) => (
                  <span class="row">
                    <span class="clip" title={userAgent ?? undefined}>
                      <UserText>{userAgent && browserName(userAgent)}</UserText>
                    </span>
                    {current && <Badge tone="info">{t('account.thisOne')}</Badge>}
                  </span>
                ),
              },
              {
                id: 'created',
                title: t('account.since'),
                kind: 'tight',
                cell: ({ createdAt }) => <DateTime at={createdAt} />,
              },
              {
                id: 'expires',
                title: t('account.ends'),
                kind: 'tight',
                cell: ({ expiresAt }) => <Ago at={expiresAt} />,
              },
              {
                id: 'end',
                title: t('order.actions'),
                cell: ({ id, current, userAgent, createdAt }) => (
                  <Button
                    small
                    unavailable={current ? t('account.signOutInstead') : undefined}
                    aria-label={t('account.endOf', {
                      what: `${userAgent ? browserName(userAgent) : id}, ${instant(createdAt)}`,
                    })}
                    onClick={async () => {
                      if (await end.run(id)) list.reload();
                    }}
                  >
                    {t('account.end')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
