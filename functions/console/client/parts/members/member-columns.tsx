import type { MemberShown } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { DateTime, UserText } from '../../ui/display/texts.tsx';
import type { Column } from '../../ui/tables/data-table.tsx';

/** The columns of lists of members. */
export const memberColumns = (): Column<MemberShown>[] => [
  { id: 'name', title: t('field.name'), cell: ({ name }) => <UserText>{name}</UserText> },
  { id: 'email', title: t('field.email'), cell: ({ email }) => <UserText>{email}</UserText> },
  { id: 'role', title: t('field.role'), kind: 'tight', cell: ({ role }) => named('role', role) },
  {
    id: 'status',
    title: t('field.status'),
    cell: ({ status, invitation }) => (
      <span class="row">
        <Badge tone={status === 'active' ? 'good' : 'pending'}>{named('memberStatus', status)}</Badge>
        {invitation && (
          <span class="small soft">
            {t('setup.until')} <DateTime at={invitation.expiresAt} />
          </span>
        )}
      </span>
    ),
  },
];
