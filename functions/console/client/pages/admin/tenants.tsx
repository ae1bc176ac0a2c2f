import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { countryName } from '../../base/format.ts';
import { useResource } from '../../base/resource.ts';
import { hrefOf, path, query } from '../../base/router.ts';
import type { NewTenantBody } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { PageLink } from '../../ui/controls/link.tsx';
import { ConsolePage } from '../../ui/display/page.tsx';
import { EmptyState, Loaded, Problematic } from '../../ui/display/states.tsx';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { DialogFoot } from '../../ui/overlays/dialog-foot.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';
import { Pager } from '../../ui/tables/pager.tsx';
import { OneTenantPage } from './tenant.tsx';

/** All shops, or the one that the address names. */
export default function TenantsPages() {
  const [, id] = path.value;
  return id === undefined ? <TenantListPage /> : <OneTenantPage key={id} id={id} />;
}

function TenantListPage() {
  const [isNew, setNew] = useState(false);
  const cursor = query.value.get('cursor') ?? undefined;
  const list = useResource(`tenants ${cursor}`, (signal) =>
    call('GET /platform/v1/tenants', { query: { cursor, limit: 50 }, signal }),
  );
  return (
    <ConsolePage
      title={t('nav.tenants')}
      aside={
        <>
          <span class="spacer" />
          <Button kind="primary" onClick={() => setNew(true)}>
            {t('admin.newTenant')}
          </Button>
        </>
      }
    >
      <Loaded of={list}>
        {({ tenants, nextCursor }) => (
          <>
            {tenants.length === 0 ? (
              <EmptyState title={t('admin.noTenants')} />
            ) : (
              <DataTable
                caption={t('nav.tenants')}
                rows={tenants}
                keyOf={({ id }) => id}
                columns={[
                  {
                    id: 'name',
                    title: t('field.name'),
                    cell: ({ id, name }) => (
                      <PageLink href={hrefOf(`tenants/${id}`)}>
                        <UserText>{name}</UserText>
                      </PageLink>
                    ),
                  },
                  { id: 'country', title: t('setup.country'), cell: ({ country }) => countryName(country) },
                  { id: 'currency', title: t('setup.currency'), cell: ({ currency }) => currency },
                  { id: 'id', title: t('setup.id'), cell: ({ id }) => <code>{id}</code> },
                  {
                    id: 'created',
                    title: t('field.created'),
                    kind: 'tight',
                    cell: ({ createdAt }) => <DateTime at={createdAt} />,
                  },
                ]}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
      {isNew && (
        <NewTenantDialog
          onClose={() => setNew(false)}
          onDone={() => {
            setNew(false);
            list.reload();
          }}
        />
      )}
    </ConsolePage>
  );
}

function NewTenantDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const create = useChange((idempotencyKey, body: NewTenantBody) =>
    call('POST /platform/v1/tenants', { body, idempotencyKey }),
  );
  const wrong = (field: string) => create.error?.about(field);
  return (
    <Dialog title={t('admin.newTenant')} onClose={onClose}>
      <form
        ref={useWrongFocus(create.error)}
        class="stack wide"
        onSubmit={async (event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const textOf = (name: string) => String(form.get(name) ?? '').trim();
          const made = await create.run({
            name: textOf('name'),
            country: textOf('country').toUpperCase(),
            currency: textOf('currency').toUpperCase(),
          });
          if (made !== undefined) onDone();
        }}
      >
        <TextField
          name="name"
          label={t('field.name')}
          maxLength={200}
          required
          autofocus
          wrong={wrong('name')}
        />
        <TextField
          name="country"
          label={t('setup.country')}
          hint={t('admin.countryHint')}
          maxLength={2}
          required
          wrong={wrong('country')}
        />
        <TextField
          name="currency"
          label={t('setup.currency')}
          hint={t('admin.currencyHint')}
          maxLength={3}
          required
          wrong={wrong('currency')}
        />
        <Problematic error={create.error} />
        <DialogFoot label={t('action.add')} isBusy={create.isBusy} onBack={onClose} />
      </form>
    </Dialog>
  );
}
