import { isGuarded, type LedgerAccount } from '../../../shared/deliveries/wallets/account.ts';
import { balancesOf, type Entry } from '../../../shared/deliveries/wallets/entry.ts';
import { toMinor } from '../../../shared/serviceability/pricing/money.ts';
import { type Check, wrong } from './invariant.ts';

/** Wallets hold what the ledger's entries come to, and each credit, booking and refund is there once. */
export const moneyAdds: Check = ({ stored, acknowledged, tenants: { shipper } }) => {
  const ledger = stored.of('ledger-entry') as unknown as (Entry & { pk: string })[];
  const balances = balancesOf(ledger);
  const stand = new Map(
    stored.of('balance').map(({ account, currency, balance }) => [`${account} ${currency}`, Number(balance)]),
  );
  const guarded = [...balances].filter(([name]) => isGuarded(name.split(' ')[0] as LedgerAccount));
  const credited = ledger.filter(({ kind }) => kind === 'credit');
  const bookings = Map.groupBy(
    ledger.filter(({ kind }) => kind === 'booking' || kind === 'refund'),
    ({ kind, deliveryId }) => `${kind} of ${deliveryId}`,
  );
  const parcels = stored.of('parcel').filter(({ tenantId }) => tenantId === shipper.id);
  const paidIn = acknowledged.credits.reduce((sum, amount) => sum + (toMinor(amount, 'INR') ?? 0), 0);
  const entered = credited.reduce((sum, { postings }) => sum + (postings[0]?.amount ?? 0), 0);
  return [
    ...guarded
      .filter(([name, balance]) => stand.get(name) !== balance)
      .map(([name, balance]) => wrong(`${name} holds ${stand.get(name)}, its entries come to ${balance}`)),
    ...(entered === paidIn && credited.length === acknowledged.credits.length
      ? []
      : [
          wrong(
            `${acknowledged.credits.length} credits of ${paidIn} were answered, ${credited.length} of ${entered} stand`,
          ),
        ]),
    ...[...bookings]
      .filter(([, entries]) => entries.length > 1)
      .map(([name, entries]) => wrong(`The ${name} stands ${entries.length} times`)),
    ...parcels
      .filter(({ id }) => !bookings.has(`booking of ${id}`))
      .map(({ id }) => wrong(`${id} was delivered without being paid`)),
    ...[...acknowledged.deliveries]
      .filter((orderID) => !parcels.some(({ id }) => id === orderID))
      .map((orderID) => wrong(`${orderID} was answered for and does not stand`)),
    ...(parcels.length <= acknowledged.deliveries.size + acknowledged.temporaryOrders.size
      ? []
      : [
          wrong(
            `${parcels.length} parcels stand, ${acknowledged.deliveries.size} and ${acknowledged.temporaryOrders.size} were answered`,
          ),
        ]),
  ];
};
