import { call } from '../../base/api.ts';
import type { OrderName } from '../../base/order-names.ts';
import { useResource } from '../../base/resource.ts';
import { t } from '../../base/words.ts';
import { OrderCalls } from '../../parts/orders/order-calls.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Loaded } from '../../ui/display/states.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';

interface CallsDialogProps {
  order: OrderName & { id: string };
  /** The search text, marked in the transcripts. */
  search: string;
  onClose: () => void;
}

/** The calls about an order: recordings, whole transcripts, and the next one. */
export function CallsDialog({ order: { id, ...name }, search, onClose }: CallsDialogProps) {
  const order = useResource(`order ${id}`, (signal) =>
    call('GET /platform/v1/orders/{id}', { params: { id }, signal }),
  );
  return (
    <Dialog title={t('order.title', { number: name.number })} isWide onClose={onClose}>
      <Loaded of={order}>{(whole) => <OrderCalls order={whole} search={search} />}</Loaded>
      <div class="dialog-foot">
        <Button kind="primary" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </Dialog>
  );
}
