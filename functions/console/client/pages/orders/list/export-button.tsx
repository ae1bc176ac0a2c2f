import { useEffect, useState } from 'preact/hooks';
import { call } from '../../../base/api.ts';
import { useChange } from '../../../base/change.ts';
import { count } from '../../../base/format.ts';
import { useResource } from '../../../base/resource.ts';
import type { ExportBody } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { problemText } from '../../../ui/display/states.tsx';
import { showToast } from '../../../ui/overlays/toasts.tsx';
import type { OrderSelection } from './order-selection.ts';

const EVERY_MS = 1000;

interface ExportButtonProps {
  picked: OrderSelection;
  filter: Readonly<Record<string, string>>;
}

/** Saves the picked orders as a file, which is made in the background, however many they are. */
export function ExportButton({ picked, filter }: ExportButtonProps) {
  const [id, setId] = useState<string>();
  const start = useChange((idempotencyKey, body: ExportBody) =>
    call('POST /platform/v1/orders/exports', { body, idempotencyKey }),
  );
  const file = useResource(
    id && `export ${id}`,
    (signal) => call('GET /platform/v1/orders/exports/{id}', { params: { id: id ?? '' }, signal }),
    EVERY_MS,
    ({ status }) => status === 'done',
  );
  // The state of the previous file does not belong to this one.
  const job = file.isOld ? undefined : file.data;
  const url = job?.url;
  const error = start.error ?? file.error;
  useEffect(() => {
    if (id === undefined || !url) return;
    // Its answer is a download: the page stays.
    location.assign(url);
    setId(undefined);
  }, [id, url]);
  useEffect(() => {
    if (error) showToast(problemText(error));
  }, [error]);
  const isBusy = start.isBusy || id !== undefined;
  return (
    <Button
      small
      isBusy={isBusy}
      onClick={async () => {
        const started = await start.run(picked.isAll ? { filter } : { orderIds: [...picked.ids] });
        if (started !== undefined) setId(started.id);
      }}
    >
      {isBusy ? t('bulk.exporting', { count: count(job?.rows ?? 0) }) : named('bulkAction', 'export')}
    </Button>
  );
}
