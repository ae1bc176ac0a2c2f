import { toMinor } from '../pricing/money.ts';
import type { Price } from '../pricing/price.ts';
import type { PromoCode, Tenant } from '../tenants/tenant.ts';

/**
 * What a promo code takes off a price, in minor units and never more than the price; undefined for a code that the
 * tenant does not have, that is no longer valid, or that is for another currency.
 */
export function discountOf(
  { promoCodes, currency }: Tenant,
  code: string,
  price: Price,
  now: Date,
): number | undefined {
  const promo = promoCodes.find((one) => one.code.toUpperCase() === code.trim().toUpperCase());
  if (promo === undefined || !isValid(promo, now)) return undefined;
  if (promo.percentOff !== undefined) return Math.round((price.total * promo.percentOff) / 100);
  if (price.currency !== currency) return undefined;
  const amount = toMinor(promo.amountOff ?? 0, currency);
  return amount === undefined ? undefined : Math.min(amount, price.total);
}

const isValid = ({ validUntil }: PromoCode, now: Date): boolean =>
  validUntil === undefined || now < new Date(validUntil);
