import { type OrderName, orderNamed } from '../../base/order-names.ts';
import { hrefOf } from '../../base/router.ts';
import { PageLink } from '../../ui/controls/link.tsx';

interface OrderLinkProps {
  id: string;
  /** The order's names, where they are known without a request. */
  name?: OrderName;
}

/** A link to an order, named alike wherever it stands: by its number, and beside it the shop's own name. */
export function OrderLink({ id, name }: OrderLinkProps) {
  const found = name ?? orderNamed(id);
  return (
    <span class="order-name">
      <PageLink href={hrefOf(`orders/${id}`)}>
        <bdi>{found?.number ?? id}</bdi>
      </PageLink>
      <ExternalOrderName id={found?.externalId} />
    </span>
  );
}

/** The shop's own name of an order, where it has one. */
export const ExternalOrderName = ({ id }: { id: string | null | undefined }) =>
  id ? (
    <bdi class="elsewhere small soft" title={id}>
      {id}
    </bdi>
  ) : null;
