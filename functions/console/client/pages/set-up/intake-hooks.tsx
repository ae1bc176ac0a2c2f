import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { useResource } from '../../base/resource.ts';
import { mayAs } from '../../base/session.ts';
import { t } from '../../base/words.ts';
import { RemoveButton } from '../../parts/remove-button.tsx';
import { useShownOnce } from '../../parts/shown-once.tsx';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { Card } from '../../ui/display/card.tsx';
import { EmptyState, Loaded, Problematic } from '../../ui/display/states.tsx';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';

/** URLs at which shops hand in their orders. */
export function IntakeHooks() {
  const list = useResource('intake hooks', (signal) => call('GET /platform/v1/intake-hooks', { signal }));
  const once = useShownOnce(t('setup.hookMade'), t('setup.hookMadeNote'));
  const forbidden = mayAs('owner') ? undefined : t('problem.forbidden');
  const make = useChange((idempotencyKey, source: string) =>
    call('POST /platform/v1/intake-hooks', { body: source ? { source } : {}, idempotencyKey }),
  );
  const renew = useChange((idempotencyKey, id: string) =>
    call('POST /platform/v1/intake-hooks/{id}/regenerate', { params: { id }, idempotencyKey }),
  );
  return (
    <Card title={t('setup.intakeHooks')}>
      <p class="soft">{t('setup.intakeHooksNote')}</p>
      <form
        ref={useWrongFocus(make.error)}
        class="row ends"
        aria-label={t('setup.makeHook')}
        onSubmit={async (event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const made = await make.run(String(new FormData(form).get('source') ?? '').trim());
          if (made === undefined) return;
          form.reset();
          once.show(made.url);
          list.reload();
        }}
      >
        <TextField
          name="source"
          label={t('field.source')}
          hint={t('setup.sourceHint')}
          maxLength={60}
          dir="ltr"
          wrong={make.error?.about('source')}
        />
        <Button kind="primary" submits isBusy={make.isBusy} unavailable={forbidden}>
          {t('setup.makeHook')}
        </Button>
      </form>
      <Problematic error={make.error?.isAboutFields ? renew.error : (make.error ?? renew.error)} />
      <Loaded of={list}>
        {({ intakeHooks }) =>
          intakeHooks.length === 0 ? (
            <EmptyState title={t('setup.noHooks')} />
          ) : (
            <DataTable
              caption={t('setup.intakeHooks')}
              rows={intakeHooks}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: 'source',
                  title: t('field.source'),
                  cell: ({ source }) => <UserText>{source}</UserText>,
                },
                { id: 'id', title: t('setup.id'), kind: 'tight', cell: ({ id }) => <code>{id}</code> },
                {
                  id: 'created',
                  title: t('field.created'),
                  kind: 'tight',
                  cell: ({ createdAt }) => <DateTime at={createdAt} />,
                },
                {
                  id: 'actions',
                  title: t('order.actions'),
                  cell: ({ id, source }) => (
                    <span class="row">
                      <Button
                        small
                        unavailable={forbidden}
                        aria-label={t('setup.newUrlOf', { what: source })}
                        onClick={async () => {
                          const made = await renew.run(id);
                          if (made !== undefined) once.show(made.url);
                        }}
                      >
                        {t('setup.newUrl')}
                      </Button>
                      <RemoveButton
                        what={source}
                        note={t('setup.removeHookNote')}
                        unavailable={forbidden}
                        remove={() => call('DELETE /platform/v1/intake-hooks/{id}', { params: { id } })}
                        onRemoved={list.reload}
                      />
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {once.dialog}
    </Card>
  );
}
