import { call } from '../../base/api.ts';
import { useResource } from '../../base/resource.ts';
import type { OrderListed } from '../../base/views.ts';
import { t } from '../../base/words.ts';
import { OrderCalls } from '../../parts/order-calls.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/states.tsx';

/** The calls about an order: recordings, transcripts, and the next one. */
export function HeardDialog({ order: { id, number }, onClose }: { order: OrderListed; onClose: () => void }) {
  const order = useResource(`order ${id}`, (signal) =>
    call('GET /platform/v1/orders/{id}', { params: { id }, signal }),
  );
  return (
    <Dialog title={t('order.title', { number })} isWide onClose={onClose}>
      <Loaded of={order}>{(whole) => <OrderCalls order={whole} />}</Loaded>
      <div class="dialog-foot">
        <Button kind="primary" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </Dialog>
  );
}
