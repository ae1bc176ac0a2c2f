import { useEffect } from 'preact/hooks';
import type { SimulatedCustomer } from '../../../../shared/calls/rounds/simulate-order.ts';
import { call } from '../base/api.ts';
import { useChange } from '../base/change.ts';
import { go, hrefOf } from '../base/router.ts';
import { mayAs } from '../base/session.ts';
import { named, t } from '../base/words.ts';
import { Button } from '../ui/controls/button.tsx';
import { problemText } from '../ui/display/states.tsx';
import { Menu } from '../ui/overlays/menu.tsx';
import { showToast } from '../ui/overlays/toasts.tsx';

/** The last four digits of a phone say what its simulated customer does; the type lets none be forgotten. */
const all: Readonly<Record<SimulatedCustomer, true>> = {
  '4567': true,
  '0001': true,
  '0002': true,
  '0003': true,
  '0004': true,
  '0005': true,
  '0006': true,
  '0007': true,
};

const customers = Object.keys(all) as SimulatedCustomer[];

/** In test mode: makes an order with a simulated customer of a chosen behaviour, and calls that customer. */
export function SimulateMenu() {
  const make = useChange((idempotencyKey, customer: SimulatedCustomer) =>
    call('POST /platform/v1/simulate/orders', { body: { customer }, idempotencyKey }),
  );
  // The menu closes with the choice: why none was made is said where the order would have been.
  useEffect(() => {
    if (make.error) showToast(problemText(make.error));
  }, [make.error]);
  if (!mayAs('operator')) return null;
  const label = (
    <>
      {make.isBusy && <span class="spin" aria-hidden="true" />}
      {t('simulate.menu')}
    </>
  );
  return (
    <Menu label={label}>
      <p class="note small">{t('simulate.note')}</p>
      {customers.map((customer) => (
        <Button
          key={customer}
          kind="plain"
          isBusy={make.isBusy}
          onClick={async () => {
            const made = await make.run(customer);
            if (made === undefined) return;
            showToast(t('simulate.made'));
            go(hrefOf(`orders/${made.orderId}`));
          }}
        >
          {named('simulate', customer)}
        </Button>
      ))}
    </Menu>
  );
}
