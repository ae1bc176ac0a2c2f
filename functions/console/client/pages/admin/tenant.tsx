import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { countryName } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf } from '../../base/router.ts';
import type { TenantChangesBody } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { InviteForm } from '../../parts/members/invite-form.tsx';
import { memberColumns } from '../../parts/members/member-columns.tsx';
import { useShownOnce } from '../../parts/shown-once.tsx';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { Card } from '../../ui/display/card.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyState, Loaded, Problematic } from '../../ui/display/states.tsx';
import { showToast } from '../../ui/overlays/toasts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';

const dialects = ['confirmation', 'orders', 'delivery', 'platform', 'intake'] as const;

/** One shop, as administrators see it: its limits, and who works for it. */
export function OneTenantPage({ id }: { id: string }) {
  const tenant = useResource(`tenant ${id}`, (signal) =>
    call('GET /platform/v1/tenants/{id}', { params: { id }, signal }),
  );
  const save = useChange((_key, body: TenantChangesBody) =>
    call('PATCH /platform/v1/tenants/{id}', { params: { id }, body }),
  );
  const form = useWrongFocus(save.error);
  return (
    <ConsolePage
      title={tenant.data?.name ?? t('setup.tenant')}
      back={{ href: hrefOf('tenants'), label: t('nav.tenants') }}
    >
      <Loaded of={tenant}>
        {({ limits, callCredit, messageCredit, country, currency, timeZone }) => (
          <Card
            title={t('admin.limits')}
            aside={
              <span class="soft">
                {countryName(country)} · {currency} · {timeZone}
              </span>
            }
          >
            <form
              ref={form}
              class="stack wide"
              onSubmit={async (event) => {
                event.preventDefault();
                const form = new FormData(event.currentTarget);
                const left = (name: string) => {
                  const text = String(form.get(name) ?? '').trim();
                  return text === '' ? null : Number(text);
                };
                const saved = await save.run({
                  limits: Object.fromEntries(dialects.map((name) => [name, Number(form.get(name))])),
                  callCredit: left('callCredit'),
                  messageCredit: left('messageCredit'),
                });
                if (saved === undefined) return;
                tenant.put(saved);
                showToast(t('state.saved'));
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
                {Object.entries({ callCredit, messageCredit }).map(([name, left]) => (
                  <TextField
                    key={name}
                    type="number"
                    name={name}
                    label={named('setup', name)}
                    hint={t('admin.creditHint')}
                    defaultValue={left === null ? '' : String(left)}
                    min={0}
                  />
                ))}
              </div>
              <Problematic error={save.error} />
              <div>
                <Button kind="primary" submits isBusy={save.isBusy}>
                  {t('action.save')}
                </Button>
              </div>
            </form>
          </Card>
        )}
      </Loaded>
      <TenantMembers tenantId={id} />
    </ConsolePage>
  );
}

function TenantMembers({ tenantId }: { tenantId: string }) {
  const link = useShownOnce(t('setup.link'), t('setup.linkNote'));
  const list = useResource(`members of ${tenantId}`, (signal) =>
    call('GET /platform/v1/members', { query: { tenantId }, signal }),
  );
  return (
    <Card title={t('setup.members')}>
      <InviteForm
        label={t('admin.inviteOwner')}
        given={{ tenantId, role: 'owner' }}
        onInvited={(url) => {
          link.show(url);
          list.reload();
        }}
      />
      <Loaded of={list}>
        {({ members }) =>
          members.length === 0 ? (
            <EmptyState title={t('admin.noMembers')} />
          ) : (
            <DataTable
              caption={t('setup.members')}
              rows={members}
              keyOf={({ id }) => id}
              columns={memberColumns()}
            />
          )
        }
      </Loaded>
      {link.dialog}
    </Card>
  );
}
