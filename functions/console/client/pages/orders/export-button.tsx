import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, call } from '../../base/api.ts';
import { count, todayThere } from '../../base/format.ts';
import type { OrderListed } from '../../base/views.ts';
import { named, t } from '../../base/words.ts';
import { csvText } from '../../parts/csv.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Button } from '../../ui/button.tsx';
import { problemText } from '../../ui/states.tsx';
import { say } from '../../ui/toasts.tsx';
import type { Picked } from './picked.ts';

const PAGE = 100;

interface ExportButtonProps {
  picked: Picked;
  filter: Readonly<Record<string, string>>;
}

/** What spreadsheets get of an order. Amounts are plain numbers, so that they can be added up. */
const columns: readonly [string, (order: OrderListed) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['number', ({ number }) => number],
  ['reference', ({ reference }) => reference],
  ['source', ({ source }) => source],
  ['external_id', ({ externalId }) => externalId],
  ['customer', ({ customer }) => customer.name],
  ['phone', ({ customer }) => customer.phone],
  ['city', ({ customer }) => customer.city],
  ['products', ({ products }) => products],
  ['total', ({ total }) => total],
  ['currency', ({ currency }) => currency],
  ['status', ({ status }) => status],
  ['outcome', ({ confirmation }) => confirmation.outcome],
  ['attempts', ({ confirmation }) => confirmation.attempts],
  ['logistics', ({ logistics }) => logistics.status],
  ['tracking_number', ({ logistics }) => logistics.trackingNumber],
  ['payment', ({ payment }) => payment.status],
  ['due', ({ payment }) => payment.due],
  ['collected', ({ payment }) => payment.collected],
  ['created_at', ({ createdAt }) => createdAt],
  ['updated_at', ({ updatedAt }) => updatedAt],
];

/** Saves the picked orders as a file, however many pages of the list that takes. */
export function ExportButton({ picked, filter }: ExportButtonProps) {
  const [found, setFound] = useState<number>();
  const abort = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const all = async (signal: AbortSignal): Promise<OrderListed[]> => {
    const orders: OrderListed[] = [];
    let cursor: string | undefined;
    do {
      const page = await call('GET /platform/v1/orders', {
        query: { ...filter, cursor, limit: PAGE },
        signal,
      });
      orders.push(...page.orders);
      setFound(orders.length);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return orders;
  };

  const run = async () => {
    abort.current = new AbortController();
    setFound(0);
    try {
      save(picked.isAll ? await all(abort.current.signal) : picked.orders);
    } catch (error) {
      if (error instanceof ApiError) say(problemText(error));
      else if (!abort.current.signal.aborted) throw error;
    } finally {
      setFound(undefined);
    }
  };

  return (
    <Button small isBusy={found !== undefined} onClick={run}>
      {found === undefined ? named('bulkAction', 'export') : t('bulk.exporting', { count: count(found) })}
    </Button>
  );
}

function save(orders: readonly OrderListed[]): void {
  const text = csvText(
    columns.map(([name]) => name),
    orders.map((order) => columns.map(([, cell]) => cell(order))),
  );
  saveFile(text, `orders-${todayThere()}.csv`);
}
