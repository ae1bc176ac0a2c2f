import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import type { NewMemberAsked, TenantChangesAsked } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { MadeOnce } from '../../parts/made-once.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { TextField } from '../../ui/field.tsx';
import { ConsolePage } from '../../ui/page.tsx';
import { Blank, Loaded, Problematic } from '../../ui/states.tsx';
import { Said } from '../../ui/texts.tsx';
import { say } from '../../ui/toasts.tsx';

const dialects = ['confirmation', 'orders', 'delivery', 'platform', 'intake'] as const;

/** One shop, as administrators see it: its limits, and who works for it. */
export function OneTenantPage({ id }: { id: string }) {
  const tenant = useResource(`tenant ${id}`, (signal) =>
    call('GET /platform/v1/tenants/{id}', { params: { id }, signal }),
  );
  const save = useChange((_key, body: TenantChangesAsked) =>
    call('PATCH /platform/v1/tenants/{id}', { params: { id }, body }),
  );
  return (
    <ConsolePage
      title={tenant.data?.name ?? t('setup.tenant')}
      back={{ href: hrefOf('tenants'), label: t('nav.tenants') }}
    >
      <Loaded of={tenant}>
        {({ limits, callCredit, country, currency, timeZone }) => (
          <section class="card" aria-label={t('admin.limits')}>
            <header>
              <h2>{t('admin.limits')}</h2>
              <span class="soft">
                {country} · {currency} · {timeZone}
              </span>
            </header>
            <form
              class="stack wide"
              onSubmit={async (event) => {
                event.preventDefault();
                const form = new FormData(event.currentTarget);
                const credit = String(form.get('callCredit') ?? '').trim();
                const saved = await save.run({
                  limits: Object.fromEntries(dialects.map((name) => [name, Number(form.get(name))])),
                  callCredit: credit === '' ? null : Number(credit),
                });
                if (saved === undefined) return;
                tenant.put(saved);
                say(t('state.saved'));
              }}
            >
              <div class="halves">
                {dialects.map((name) => (
                  <TextField
                    key={name}
                    type="number"
                    name={name}
                    label={named('limit', name)}
                    defaultValue={String(limits[name])}
                    min={1}
                    required
                  />
                ))}
                <TextField
                  type="number"
                  name="callCredit"
                  label={t('setup.callCredit')}
                  hint={t('admin.creditHint')}
                  defaultValue={callCredit === null ? '' : String(callCredit)}
                  min={0}
                />
              </div>
              <Problematic error={save.error} />
              <div>
                <Button kind="primary" submits isBusy={save.isBusy}>
                  {t('action.save')}
                </Button>
              </div>
            </form>
          </section>
        )}
      </Loaded>
      <TenantMembers tenantId={id} />
    </ConsolePage>
  );
}

function TenantMembers({ tenantId }: { tenantId: string }) {
  const [link, setLink] = useState<string>();
  const list = useResource(`members of ${tenantId}`, (signal) =>
    call('GET /platform/v1/members', { query: { tenantId }, signal }),
  );
  const invite = useChange((idempotencyKey, body: NewMemberAsked) =>
    call('POST /platform/v1/members', { body, idempotencyKey }),
  );
  return (
    <section class="card" aria-label={t('setup.members')}>
      <header>
        <h2>{t('setup.members')}</h2>
      </header>
      <div class="stack wide">
        <form
          class="row ends"
          aria-label={t('admin.inviteOwner')}
          onSubmit={async (event) => {
            event.preventDefault();
            const form = event.currentTarget;
            const data = new FormData(form);
            const made = await invite.run({
              tenantId,
              name: String(data.get('name') ?? ''),
              email: String(data.get('email') ?? ''),
              role: 'owner',
            });
            if (made === undefined) return;
            form.reset();
            setLink(made.invitation.url);
            list.reload();
          }}
        >
          <TextField name="name" label={t('field.name')} maxLength={200} required />
          <TextField name="email" type="email" label={t('field.email')} required />
          <Button kind="primary" submits isBusy={invite.isBusy}>
            {t('admin.inviteOwner')}
          </Button>
        </form>
        <Problematic error={invite.error} />
        <Loaded of={list}>
          {({ members }) =>
            members.length === 0 ? (
              <Blank title={t('admin.noMembers')} />
            ) : (
              <DataTable
                caption={t('setup.members')}
                rows={members}
                keyOf={(one) => one.id}
                columns={[
                  { id: 'name', title: t('field.name'), cell: ({ name }) => <Said>{name}</Said> },
                  { id: 'email', title: t('field.email'), cell: ({ email }) => <Said>{email}</Said> },
                  { id: 'role', title: t('field.role'), cell: ({ role }) => named('role', role) },
                  {
                    id: 'status',
                    title: t('field.status'),
                    cell: ({ status }) => named('memberStatus', status),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </div>
      {link && (
        <MadeOnce
          title={t('setup.link')}
          note={t('setup.linkNote')}
          secret={link}
          onClose={() => setLink(undefined)}
        />
      )}
    </section>
  );
}
