import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { phone } from '../../base/phones.ts';
import { useResource } from '../../base/resource.ts';
import { query } from '../../base/router.ts';
import { mayAs } from '../../base/session.ts';
import { t } from '../../base/words.ts';
import { RemoveButton } from '../../parts/remove-button.tsx';
import { useWrongFocus } from '../../parts/wrong-focus.ts';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { Card } from '../../ui/display/card.tsx';
import { EmptyState, Loaded, Problematic } from '../../ui/display/states.tsx';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import { DataTable } from '../../ui/tables/data-table.tsx';
import { Pager } from '../../ui/tables/pager.tsx';

/** Numbers that are never called. */
export function OptOuts() {
  const cursor = query.value.get('cursor') ?? undefined;
  const list = useResource(`opt-outs ${cursor}`, (signal) =>
    call('GET /platform/v1/opt-outs', { query: { cursor, limit: 50 }, signal }),
  );
  const add = useChange((idempotencyKey, body: { phone: string; reason: string }) =>
    call('POST /platform/v1/opt-outs', { body, idempotencyKey }),
  );
  const wrong = add.error?.about('phone');
  const forbidden = mayAs('operator') ? undefined : t('problem.forbidden');
  return (
    <Card title={t('setup.optOuts')}>
      <p class="soft">{t('setup.optOutsNote')}</p>
      <form
        ref={useWrongFocus(add.error)}
        class="row ends"
        aria-label={t('setup.addOptOut')}
        onSubmit={async (event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const data = new FormData(form);
          const given = {
            phone: String(data.get('phone') ?? ''),
            reason: String(data.get('reason') ?? ''),
          };
          if ((await add.run(given)) === undefined) return;
          form.reset();
          list.reload();
        }}
      >
        <TextField name="phone" type="tel" label={t('field.phone')} dir="ltr" required wrong={wrong} />
        <TextField name="reason" label={t('field.reasonOptional')} maxLength={300} />
        <Button submits isBusy={add.isBusy} unavailable={forbidden}>
          {t('action.add')}
        </Button>
      </form>
      {wrong === undefined && <Problematic error={add.error} />}
      <Loaded of={list}>
        {({ optOuts, nextCursor }) => (
          <>
            {optOuts.length === 0 ? (
              <EmptyState title={t('setup.noOptOuts')} />
            ) : (
              <DataTable
                caption={t('setup.optOuts')}
                rows={optOuts}
                keyOf={(one) => one.phone}
                columns={[
                  {
                    id: 'phone',
                    title: t('field.phone'),
                    kind: 'tight',
                    cell: (one) => <span dir="ltr">{phone(one.phone)}</span>,
                  },
                  {
                    id: 'reason',
                    title: t('field.reason'),
                    cell: ({ reason }) => <UserText>{reason}</UserText>,
                  },
                  {
                    id: 'created',
                    title: t('field.created'),
                    kind: 'tight',
                    cell: ({ createdAt }) => <DateTime at={createdAt} />,
                  },
                  {
                    id: 'remove',
                    title: t('order.actions'),
                    cell: (one) => (
                      <RemoveButton
                        what={phone(one.phone)}
                        note={t('setup.removeOptOutNote')}
                        unavailable={forbidden}
                        remove={() =>
                          call('DELETE /platform/v1/opt-outs/{phone}', { params: { phone: one.phone } })
                        }
                        onRemoved={list.reload}
                      />
                    ),
                  },
                ]}
              />
            )}
            <Pager nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </Card>
  );
}
