import { isGuarded, type LedgerAccount } from '../../../shared/deliveries/wallets/account.ts';
import type { Entry } from '../../../shared/deliveries/wallets/entry.ts';
import { toMinor } from '../../../shared/serviceability/pricing/money.ts';
import { balancesOf } from '../../deliveries/books.ts';
import { type Invariant, violation } from './invariant.ts';

/** Balances are the sums of their ledger entries, and each credit, booking and refund is entered once. */
export const walletsMatchLedger: Invariant = ({ stored, acknowledged, tenants: { shipper } }) => {
  const ledger = stored.of('ledger-entry') as unknown as (Entry & { pk: string })[];
  const sums = balancesOf(ledger);
  const balances = new Map(
    stored.of('balance').map(({ account, currency, balance }) => [`${account} ${currency}`, Number(balance)]),
  );
  const guarded = [...sums].filter(([name]) => isGuarded(name.split(' ')[0] as LedgerAccount));
  const credits = ledger.filter(({ kind }) => kind === 'credit');
  const bookings = Map.groupBy(
    ledger.filter(({ kind }) => kind === 'booking' || kind === 'refund'),
    ({ kind, deliveryId }) => `${kind} of ${deliveryId}`,
  );
  const parcels = stored.of('parcel').filter(({ tenantId }) => tenantId === shipper.id);
  const creditedMinor = acknowledged.credits.reduce((sum, amount) => sum + (toMinor(amount, 'INR') ?? 0), 0);
  const enteredMinor = credits.reduce((sum, { postings }) => sum + (postings[0]?.amount ?? 0), 0);
  const creditsMatch = enteredMinor === creditedMinor && credits.length === acknowledged.credits.length;
  return [
    ...guarded
      .filter(([name, sum]) => balances.get(name) !== sum)
      .map(([name, sum]) =>
        violation(`${name} has balance ${balances.get(name)}, its entries sum up to ${sum}`),
      ),
    ...(creditsMatch
      ? []
      : [
          violation(
            `${acknowledged.credits.length} credits of ${creditedMinor} were acknowledged, ${credits.length} of ${enteredMinor} are in the ledger`,
          ),
        ]),
    ...[...bookings]
      .filter(([, entries]) => entries.length > 1)
      .map(([name, entries]) => violation(`The ${name} is in the ledger ${entries.length} times`)),
    ...parcels
      .filter(({ id }) => !bookings.has(`booking of ${id}`))
      .map(({ id }) => violation(`Delivery ${id} was booked without being paid`)),
    ...[...acknowledged.deliveries]
      .filter((deliveryId) => !parcels.some(({ id }) => id === deliveryId))
      .map((deliveryId) => violation(`Delivery ${deliveryId} was acknowledged and is not stored`)),
    ...(parcels.length <= acknowledged.deliveries.size + acknowledged.temporaryOrders.size
      ? []
      : [
          violation(
            `${parcels.length} deliveries are stored, but only ${acknowledged.deliveries.size} and ${acknowledged.temporaryOrders.size} temporary orders were acknowledged`,
          ),
        ]),
  ];
};
