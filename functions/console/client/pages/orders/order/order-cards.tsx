import { countryName, money } from '../../../base/format.ts';
import { phone } from '../../../base/phones.ts';
import { hrefOf } from '../../../base/router.ts';
import { tenant } from '../../../base/session.ts';
import type { OrderShown } from '../../../base/views.ts';
import { named, t } from '../../../base/words.ts';
import { StateBadge } from '../../../parts/state-badge.tsx';
import { PageLink } from '../../../ui/controls/link.tsx';
import { UserText } from '../../../ui/display/texts.tsx';
import { streetNow } from './street.ts';

type Props = { order: OrderShown };

/** The country of an address by its name, where it is another one than the shop's; shops write a code or the name itself. */
function abroad(country: string): string {
  const name = /^[a-z]{2}$/i.test(country) ? countryName(country.toUpperCase()) : country;
  return name === countryName(tenant.value?.country ?? 'ZZ') ? '' : name;
}

/** The customer and the address, with corrections from the call. */
export function CustomerCard({ order }: Props) {
  const { customer, address, source, externalId, notes } = order;
  const { address1, address2, isCorrected } = streetNow(order);
  const city = address?.city ?? customer.city;
  const rest = [city, address?.province, abroad(address?.country ?? ''), address?.zip].filter(Boolean);
  return (
    <section class="card" aria-labelledby="customer">
      <header>
        <h2 id="customer">{t('order.customer')}</h2>
        <PageLink href={hrefOf('orders', { q: customer.phone })}>{t('order.ofCustomer')}</PageLink>
      </header>
      <dl class="facts">
        <dt>{t('field.name')}</dt>
        <dd>
          <UserText>{customer.name}</UserText>
        </dd>
        <dt>{t('field.phone')}</dt>
        <dd class="number">
          <a href={`tel:${customer.phone}`} dir="ltr">
            {phone(customer.phone)}
          </a>
          {!customer.isCallable && <p class="small soft">{t('order.notCallable')}</p>}
        </dd>
        {customer.email && (
          <>
            <dt>{t('field.email')}</dt>
            <dd>
              <UserText>{customer.email}</UserText>
            </dd>
          </>
        )}
        <dt>{t('field.address')}</dt>
        <dd>
          {isCorrected && address ? (
            <>
              <del class="soft">
                <UserText>{[address.address1, address.address2].filter(Boolean).join(', ')}</UserText>
              </del>
              <br />
              <ins>
                <UserText>{address1}</UserText>
              </ins>{' '}
              <span class="badge info">{t('order.corrected')}</span>
            </>
          ) : (
            <UserText>{address1}</UserText>
          )}
          {address2 && (
            <>
              <br />
              <UserText>{address2}</UserText>
            </>
          )}
          {rest.length > 0 && (
            <>
              <br />
              <UserText>{rest.join(', ')}</UserText>
            </>
          )}
        </dd>
        <dt>{t('field.source')}</dt>
        <dd>
          <UserText>{source}</UserText>
          {externalId && (
            <>
              {' · '}
              <UserText>{externalId}</UserText>
            </>
          )}
        </dd>
        {notes && (
          <>
            <dt>{t('field.notes')}</dt>
            <dd class="lines">
              <UserText>{notes}</UserText>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** The goods, and the payment. */
export function ItemsCard({ order: { items, total, currency, payment } }: Props) {
  return (
    <section class="card" aria-labelledby="items">
      <header>
        <h2 id="items">{t('order.items')}</h2>
        <StateBadge of="payment" value={payment.status} />
      </header>
      <table class="lines-table">
        <caption class="visually-hidden">{t('order.items')}</caption>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{t('field.item')}</th>
            <th scope="col">{t('field.quantity')}</th>
            <th scope="col">{t('field.price')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ name, quantity, price, sku }) => (
            <tr key={`${sku} ${name}`}>
              <th scope="row">
                <UserText>{name}</UserText>
                {sku && (
                  <span class="small soft">
                    {' '}
                    <UserText>{sku}</UserText>
                  </span>
                )}
              </th>
              <td class="number">× {quantity}</td>
              <td class="number">{price === null ? '—' : money(price, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="facts money">
        <dt>{t('field.total')}</dt>
        <dd class="number">{money(total, currency)}</dd>
        <dt>{t('field.method')}</dt>
        <dd>{named('method', payment.method)}</dd>
        <dt>{t('field.due')}</dt>
        <dd class="number">
          <b>{money(payment.due, currency)}</b>
        </dd>
        <dt>{t('field.collected')}</dt>
        <dd class="number">{money(payment.collected, currency)}</dd>
      </dl>
    </section>
  );
}
