import { count, money } from '../../base/format.ts';
import { phone } from '../../base/phones.ts';
import type { OrderListed } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { Ago, DateTime, UserText } from '../../ui/display/texts.tsx';
import type { Column } from '../../ui/tables/data-table.tsx';
import { StateBadge } from '../state-badge.tsx';
import { OrderLink } from './order-link.tsx';

const waiting = (order: OrderListed) => order.rounds.find(({ outcome }) => outcome === null);

/** All columns that a list of orders may have; the first is always there. */
export const orderColumns = (): Column<OrderListed>[] => [
  {
    id: 'number',
    title: t('field.order'),
    kind: 'tight',
    cell: (order) => <OrderLink id={order.id} name={order} />,
  },
  {
    id: 'customer',
    title: t('order.customer'),
    cell: ({ customer }) => (
      <span class="clip" title={customer.name}>
        <UserText>{customer.name}</UserText>
      </span>
    ),
  },
  { id: 'status', title: t('field.status'), cell: ({ status }) => <StateBadge of="status" value={status} /> },
  {
    id: 'phone',
    title: t('field.phone'),
    kind: 'tight',
    cell: ({ customer }) => <span dir="ltr">{phone(customer.phone)}</span>,
  },
  {
    id: 'city',
    title: t('field.city'),
    cell: ({ customer }) => (
      <span class="clip">
        <UserText>{customer.city}</UserText>
      </span>
    ),
  },
  {
    id: 'products',
    title: t('order.items'),
    cell: ({ products }) => (
      <span class="clip" title={products}>
        <UserText>{products}</UserText>
      </span>
    ),
  },
  {
    id: 'total',
    title: t('field.total'),
    kind: 'number',
    cell: ({ total, currency }) => money(total, currency),
  },
  {
    id: 'outcome',
    title: t('field.outcome'),
    cell: (order) => {
      const round = waiting(order);
      return round ? (
        <span class="badge info">{round.dialAt ? t('list.willCall') : t('list.calling')}</span>
      ) : (
        <StateBadge of="outcome" value={order.confirmation.outcome} />
      );
    },
  },
  {
    id: 'attempts',
    title: t('field.attempts'),
    kind: 'number',
    cell: ({ confirmation }) => count(confirmation.attempts),
  },
  {
    id: 'logistics',
    title: t('field.logistics'),
    cell: ({ logistics }) => <StateBadge of="logistics" value={logistics.status} />,
  },
  {
    id: 'payment',
    title: t('field.payment'),
    cell: ({ payment }) => <StateBadge of="payment" value={payment.status} />,
  },
  {
    id: 'due',
    title: t('field.due'),
    kind: 'number',
    cell: ({ payment, currency }) => money(payment.due, currency),
  },
  {
    id: 'source',
    title: t('field.source'),
    cell: ({ source }) => (
      <span class="clip">
        <UserText>{source}</UserText>
      </span>
    ),
  },
  {
    id: 'created',
    title: t('field.created'),
    kind: 'tight',
    sort: 'createdAt',
    cell: ({ createdAt }) => <DateTime at={createdAt} />,
  },
  {
    id: 'updated',
    title: t('field.updated'),
    kind: 'tight',
    sort: 'updatedAt',
    cell: ({ updatedAt }) => <Ago at={updatedAt} />,
  },
];
