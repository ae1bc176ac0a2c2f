import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { useResource } from '../../base/resource.ts';
import { mayAs, tenant } from '../../base/session.ts';
import type { NewKeyBody } from '../../base/views.ts';
import { named, t, wordsIn } from '../../base/words.ts';
import { RemoveButton } from '../../parts/remove-button.tsx';
import { useShownOnce } from '../../parts/shown-once.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { SelectField, TextField } from '../../ui/controls/field.tsx';
import { Card } from '../../ui/display/card.tsx';
import { EmptyState, Loaded, Problematic } from '../../ui/display/states.tsx';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';

/** The keys of the shop's programs. */
export function ApiKeys() {
  const id = tenant.value?.id ?? '';
  const isOwner = mayAs('owner');
  const forbidden = isOwner ? undefined : t('problem.forbidden');
  const list = useResource(isOwner ? 'api keys' : undefined, (signal) =>
    call('GET /platform/v1/tenants/{id}/api-keys', { params: { id }, signal }),
  );
  const once = useShownOnce(t('setup.keyMade'), t('setup.keyMadeNote'));
  const make = useChange((idempotencyKey, body: NewKeyBody) =>
    call('POST /platform/v1/tenants/{id}/api-keys', { params: { id }, body, idempotencyKey }),
  );
  return (
    <Card title={t('setup.apiKeys')}>
      <p class="soft">{t('setup.apiKeysNote')}</p>
      <form
        class="row ends"
        aria-label={t('setup.makeKey')}
        onSubmit={async (event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const data = new FormData(form);
          const made = await make.run({
            mode: data.get('mode') === 'live' ? 'live' : 'test',
            label: String(data.get('label') ?? '').trim() || null,
          });
          if (made === undefined) return;
          form.reset();
          once.show(made.key);
          list.reload();
        }}
      >
        <TextField name="label" label={t('setup.keyLabel')} maxLength={100} />
        <SelectField
          name="mode"
          label={t('mode.label')}
          options={wordsIn('mode', ['test', 'live'])}
          defaultValue="test"
        />
        <Button kind="primary" submits isBusy={make.isBusy} unavailable={forbidden}>
          {t('setup.makeKey')}
        </Button>
      </form>
      <Problematic error={make.error} />
      {forbidden && <EmptyState title={forbidden} />}
      {isOwner && (
        <Loaded of={list}>
          {({ apiKeys }) =>
            apiKeys.length === 0 ? (
              <EmptyState title={t('setup.noKeys')} />
            ) : (
              <DataTable
                caption={t('setup.apiKeys')}
                rows={apiKeys}
                keyOf={(key) => key.id}
                columns={[
                  {
                    id: 'label',
                    title: t('setup.keyLabel'),
                    cell: ({ label }) => <UserText>{label}</UserText>,
                  },
                  { id: 'mode', title: t('mode.label'), cell: ({ mode }) => named('mode', mode) },
                  { id: 'end', title: t('setup.keyEnd'), cell: ({ lastFour }) => <code>…{lastFour}</code> },
                  {
                    id: 'created',
                    title: t('field.created'),
                    kind: 'tight',
                    cell: ({ createdAt }) => <DateTime at={createdAt} />,
                  },
                  {
                    id: 'revoke',
                    title: t('order.actions'),
                    cell: (key) => (
                      <RemoveButton
                        label={t('setup.revoke')}
                        what={[key.label, `…${key.lastFour}`].filter(Boolean).join(' ')}
                        note={t('setup.revokeNote')}
                        remove={() =>
                          call('DELETE /platform/v1/tenants/{id}/api-keys/{keyId}', {
                            params: { id, keyId: key.id },
                          })
                        }
                        onRemoved={list.reload}
                      />
                    ),
                  },
                ]}
              />
            )
          }
        </Loaded>
      )}
      {once.dialog}
    </Card>
  );
}
