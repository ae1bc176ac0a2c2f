import { useEffect, useState } from 'preact/hooks';
import type { OrderListed } from '../../../base/views.ts';
import { t } from '../../../base/words.ts';
import type { RowSelection } from '../../../ui/tables/data-table.tsx';

export interface OrderSelection {
  /** How many are picked; undefined for all that match, however many those are. */
  count: number | undefined;
  ids: readonly string[];
  isAll: boolean;
  pickAll(): void;
  clear(): void;
  picking: RowSelection<OrderListed>;
}

/** Which orders are picked for a common action. They stay picked from page to page, until the filter changes. */
export function useOrderSelection(filter: string, rows: readonly OrderListed[]): OrderSelection {
  const [orders, setOrders] = useState<ReadonlyMap<string, OrderListed>>(new Map());
  const [isAll, setAll] = useState(false);
  const clear = () => {
    setOrders(new Map());
    setAll(false);
  };
  useEffect(clear, [filter]);
  const pick = (changed: readonly OrderListed[], isPicked: boolean) => {
    const next = new Map(isAll ? rows.map((order) => [order.id, order]) : orders);
    for (const order of changed)
      if (isPicked) next.set(order.id, order);
      else next.delete(order.id);
    setAll(false);
    setOrders(next);
  };
  return {
    count: isAll ? undefined : orders.size,
    ids: [...orders.keys()],
    isAll,
    pickAll: () => setAll(true),
    clear,
    picking: {
      isPicked: ({ id }) => isAll || orders.has(id),
      nameOf: (order) => t('order.title', { number: order.number }),
      onPick: (order, isPicked) => pick([order], isPicked),
      onPickPage: (isPicked) => pick(rows, isPicked),
    },
  };
}
