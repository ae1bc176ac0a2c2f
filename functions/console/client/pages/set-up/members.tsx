import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { useResource } from '../../base/resource.ts';
import { mayAs, member } from '../../base/session.ts';
import type { MemberShown } from '../../base/views.ts';
import { named, t, wordsIn } from '../../base/words.ts';
import { InviteForm } from '../../parts/members/invite-form.tsx';
import { memberColumns } from '../../parts/members/member-columns.tsx';
import { RemoveButton } from '../../parts/remove-button.tsx';
import { useShownOnce } from '../../parts/shown-once.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { SelectField } from '../../ui/controls/field.tsx';
import { Card } from '../../ui/display/card.tsx';
import { Loaded, Problematic } from '../../ui/display/states.tsx';
import { type Column, DataTable } from '../../ui/tables/data-table.tsx';

const roles = () => wordsIn('role', ['viewer', 'operator', 'owner']);

/** The members and their roles. */
export function Members() {
  const list = useResource('members', (signal) => call('GET /platform/v1/members', { signal }));
  const link = useShownOnce(t('setup.link'), t('setup.linkNote'));
  const forbidden = mayAs('owner') ? undefined : t('problem.forbidden');
  const again = useChange((idempotencyKey, id: string) =>
    call('POST /platform/v1/members/{id}/invitations', { params: { id }, idempotencyKey }),
  );
  const change = useChange((_key, id: string, role: MemberShown['role']) =>
    call('PATCH /platform/v1/members/{id}', { params: { id }, body: { role } }),
  );
  const role: Column<MemberShown> = {
    id: 'role',
    title: t('field.role'),
    cell: ({ id, role: now, name }) =>
      forbidden ? (
        named('role', now)
      ) : (
        <SelectField
          label={t('setup.roleOf', { name })}
          isLabelHidden
          value={now}
          options={roles()}
          onChange={async ({ currentTarget }) => {
            await change.run(id, currentTarget.value as MemberShown['role']);
            list.reload();
          }}
        />
      ),
  };
  const actions: Column<MemberShown> = {
    id: 'actions',
    title: t('order.actions'),
    cell: ({ id, name }) => (
      <span class="row">
        <Button
          small
          unavailable={forbidden}
          aria-label={t('setup.newLinkOf', { name })}
          onClick={async () => {
            const made = await again.run(id);
            if (made !== undefined) link.show(made.invitation.url);
          }}
        >
          {t('setup.newLink')}
        </Button>
        <RemoveButton
          what={name}
          note={t('setup.removeMemberNote')}
          unavailable={forbidden ?? (id === member.value?.id ? t('setup.notYourself') : undefined)}
          remove={() => call('DELETE /platform/v1/members/{id}', { params: { id } })}
          onRemoved={list.reload}
        />
      </span>
    ),
  };
  return (
    <Card title={t('setup.members')}>
      <InviteForm
        label={t('setup.invite')}
        unavailable={forbidden}
        onInvited={(url) => {
          link.show(url);
          list.reload();
        }}
      >
        <SelectField name="role" label={t('field.role')} options={roles()} defaultValue="operator" />
      </InviteForm>
      <Problematic error={change.error ?? again.error} />
      <Loaded of={list}>
        {({ members }) => (
          <DataTable
            caption={t('setup.members')}
            rows={members}
            keyOf={({ id }) => id}
            columns={[...memberColumns().map((column) => (column.id === 'role' ? role : column)), actions]}
          />
        )}
      </Loaded>
      {link.dialog}
    </Card>
  );
}
