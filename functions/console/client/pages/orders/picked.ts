import { useEffect, useState } from 'preact/hooks';
import type { OrderListed } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import type { Picking } from '../../ui/data-table.tsx';

export interface Picked {
  /** How many are picked; undefined for all that match, however many those are. */
  count: number | undefined;
  ids: readonly string[];
  isAll: boolean;
  pickAll(): void;
  clear(): void;
  picking: Picking<OrderListed>;
}

/** Which orders are picked for a common action. They stay picked from page to page, until the filter becomes another one. */
export function usePicked(filter: string, rows: readonly OrderListed[]): Picked {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const clear = () => {
    setIds(new Set());
    setAll(false);
  };
  useEffect(clear, [filter]);
  const pick = (changed: readonly string[], isPicked: boolean) => {
    const next = new Set(isAll ? rows.map(({ id }) => id) : ids);
    for (const id of changed)
      if (isPicked) next.add(id);
      else next.delete(id);
    setAll(false);
    setIds(next);
  };
  return {
    count: isAll ? undefined : ids.size,
    ids: [...ids],
    isAll,
    pickAll: () => setAll(true),
    clear,
    picking: {
      isPicked: ({ id }) => isAll || ids.has(id),
      nameOf: ({ number }) => t('order.title', { number }),
      onPick: ({ id }, isPicked) => pick([id], isPicked),
      onPickPage: (isPicked) =>
        pick(
          rows.map(({ id }) => id),
          isPicked,
        ),
    },
  };
}
