import { call, send } from '../base/api.ts';
import { useChange } from '../base/change.ts';
import { go, hrefOf } from '../base/router.ts';
import { mayAs, tenant } from '../base/session.ts';
import { named, t } from '../base/words.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { problemText } from '../ui/states.tsx';
import { say } from '../ui/toasts.tsx';

/** The last four digits of a phone say what its simulated customer does. */
const customers = ['4567', '0001', '0002', '0003', '0004', '0005', '0006', '0007'] as const;

/** How a mobile number of a country begins, up to its last four digits. */
const beginnings: Readonly<Record<string, string>> = {
  AR: '+54911234',
  BR: '+551198765',
  CL: '+5698765',
  CO: '+57300123',
  EC: '+59398765',
  IN: '+91984501',
  MX: '+52551234',
  PE: '+5198765',
  US: '+1202555',
};

/** What an order is usually worth, in major units. */
const worth: Readonly<Record<string, number>> = {
  COP: 89_900,
  INR: 899,
  MXN: 899,
  BRL: 149,
  CLP: 24_900,
  ARS: 29_900,
};

/** In test mode: makes an order whose customer does what one chooses, and has them called. */
export function SimulateMenu() {
  const make = useChange(async (idempotencyKey, customer: string) => {
    const { country = 'CO', currency = 'COP' } = tenant.value ?? {};
    const body = {
      name: t('simulate.name'),
      mobile: `${beginnings[country] ?? beginnings.CO}${customer}`,
      product_items: [{ name: t('simulate.product'), quantity: 1, price: worth[currency] ?? 49 }],
    };
    const made = (await send('POST /v1/orders', { body, idempotencyKey })) as { order: { _id: string } };
    const id = made.order._id;
    await call('POST /platform/v1/orders/{id}/actions', { params: { id }, body: { action: 'call-again' } });
    return id;
  });
  if (!mayAs('operator')) return null;
  return (
    <Menu label={t('simulate.menu')}>
      <p class="note small">{make.error ? problemText(make.error) : t('simulate.note')}</p>
      {customers.map((customer) => (
        <Button
          key={customer}
          kind="plain"
          isBusy={make.isBusy}
          onClick={async () => {
            const id = await make.run(customer);
            if (id === undefined) return;
            say(t('simulate.made'));
            go(hrefOf(`orders/${id}`));
          }}
        >
          {named('simulate', customer)}
        </Button>
      ))}
    </Menu>
  );
}
