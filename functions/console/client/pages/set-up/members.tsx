import { useState } from 'preact/hooks';
import { call } from '../../base/api.ts';
import { useChange } from '../../base/change.ts';
import { useResource } from '../../base/resource.ts';
import { mayAs, member } from '../../base/session.ts';
import type { MemberShown, NewMemberAsked } from '../../base/views.ts';
import { named, t, wordsIn } from '../../base/words.ts';
import { MadeOnce } from '../../parts/made-once.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Loaded, Problematic } from '../../ui/states.tsx';
import { Said, When } from '../../ui/texts.tsx';

const roles = () => wordsIn('role', ['viewer', 'operator', 'owner']);

/** Who works here, as what. */
export function Members() {
  const list = useResource('members', (signal) => call('GET /platform/v1/members', { signal }));
  const [link, setLink] = useState<string>();
  const forbidden = mayAs('owner') ? undefined : t('problem.forbidden');
  const invite = useChange((idempotencyKey, body: NewMemberAsked) =>
    call('POST /platform/v1/members', { body, idempotencyKey }),
  );
  const again = useChange((idempotencyKey, id: string) =>
    call('POST /platform/v1/members/{id}/invitations', { params: { id }, idempotencyKey }),
  );
  const change = useChange((_key, id: string, role: MemberShown['role']) =>
    call('PATCH /platform/v1/members/{id}', { params: { id }, body: { role } }),
  );
  const remove = useChange((_key, id: string) =>
    call('DELETE /platform/v1/members/{id}', { params: { id } }).then(() => true),
  );
  return (
    <section class="card" aria-label={t('setup.members')}>
      <header>
        <h2>{t('setup.members')}</h2>
      </header>
      <div class="stack wide">
        <form
          class="row ends"
          aria-label={t('setup.invite')}
          onSubmit={async (event) => {
            event.preventDefault();
            const form = event.currentTarget;
            const made = await invite.run(Object.fromEntries(new FormData(form)) as NewMemberAsked);
            if (made === undefined) return;
            form.reset();
            setLink(made.invitation.url);
            list.reload();
          }}
        >
          <TextField name="name" label={t('field.name')} maxLength={200} required />
          <TextField name="email" type="email" label={t('field.email')} required />
          <SelectField name="role" label={t('field.role')} options={roles()} defaultValue="operator" />
          <Button kind="primary" submits isBusy={invite.isBusy} unavailable={forbidden}>
            {t('setup.invite')}
          </Button>
        </form>
        <Problematic error={invite.error ?? change.error ?? remove.error ?? again.error} />
        <Loaded of={list}>
          {({ members }) => (
            <DataTable
              caption={t('setup.members')}
              rows={members}
              keyOf={({ id }) => id}
              columns={[
                { id: 'name', title: t('field.name'), cell: ({ name }) => <Said>{name}</Said> },
                { id: 'email', title: t('field.email'), cell: ({ email }) => <Said>{email}</Said> },
                {
                  id: 'role',
                  title: t('field.role'),
                  cell: ({ id, role, name }) =>
                    forbidden ? (
                      named('role', role)
                    ) : (
                      <SelectField
                        label={t('setup.roleOf', { name })}
                        isLabelHidden
                        value={role}
                        options={roles()}
                        onChange={async ({ currentTarget }) => {
                          await change.run(id, currentTarget.value as MemberShown['role']);
                          list.reload();
                        }}
                      />
                    ),
                },
                {
                  id: 'status',
                  title: t('field.status'),
                  cell: ({ status, invitation }) => (
                    <span class="row">
                      <Badge tone={status === 'active' ? 'good' : 'pending'}>
                        {named('memberStatus', status)}
                      </Badge>
                      {invitation && (
                        <span class="small soft">
                          {t('setup.until')} <When at={invitation.expiresAt} />
                        </span>
                      )}
                    </span>
                  ),
                },
                {
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
                          if (made !== undefined) setLink(made.invitation.url);
                        }}
                      >
                        {t('setup.newLink')}
                      </Button>
                      <Button
                        small
                        kind="danger"
                        unavailable={
                          forbidden ?? (id === member.value?.id ? t('setup.notYourself') : undefined)
                        }
                        aria-label={t('setup.removeOf', { what: name })}
                        onClick={async () => {
                          if (await remove.run(id)) list.reload();
                        }}
                      >
                        {t('action.remove')}
                      </Button>
                    </span>
                  ),
                },
              ]}
            />
          )}
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
