import { toMinor } from '../../serviceability/pricing/money.ts';
import type { Price } from '../../serviceability/pricing/price.ts';
import type { PromoCode, Tenant } from '../../tenants/tenant/tenant.ts';

/** The tenant's promo code of that name, while it is valid. */
export function findPromo({ promoCodes }: Tenant, code: string, now: Date): PromoCode | undefined {
  const promo = promoCodes.find((candidate) => candidate.code.toUpperCase() === code.trim().toUpperCase());
  return promo && isValid(promo, now) ? promo : undefined;
}

/**
 * The discount of a promo code on a price, in minor units and never more than the price; undefined for a discount of
 * an amount in another currency.
 * @param currency of the tenant
 */
export function discountOf(promo: PromoCode, price: Price, currency: string): number | undefined {
  if (promo.percentOff !== undefined) return Math.round((price.total * promo.percentOff) / 100);
  if (price.currency !== currency) return undefined;
  const amount = toMinor(promo.amountOff ?? 0, currency);
  return amount === undefined ? undefined : Math.min(amount, price.total);
}

const isValid = ({ validUntil }: PromoCode, now: Date): boolean =>
  validUntil === undefined || now < new Date(validUntil);
