import { Big } from 'big.js';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { Amount } from '../../orders/order/money.ts';
import type { Order } from '../../orders/order/order.ts';
import { methodNow } from '../../orders/order/payment-words.ts';
import { type CheckResult, type Failure, FailureCollector } from '../../serviceability/failure.ts';
import { type DeliveryPlan, planDelivery } from '../../serviceability/plan-delivery.ts';
import { cashUnitOf, toCash } from '../../serviceability/pricing/cash.ts';
import { toMajor } from '../../serviceability/pricing/money.ts';
import type { ServiceabilityProviders } from '../../serviceability/providers.ts';
import type { Region } from '../../serviceability/regions/region.ts';
import { loadTenant, type Tenant } from '../../tenants/tenant/tenant.ts';
import { usersPartition } from '../../tenants/user.ts';
import { findDeliveredOrder } from '../delivery/delivered-order.ts';
import type { Booking, CashTerms } from '../delivery/delivery.ts';
import { otherDeliveries } from '../delivery/order-deliveries.ts';
import { storeOtp } from '../delivery/otp.ts';
import { BUSINESS_ADMIN } from '../wallets/account.ts';
import type { BookingRequest } from './booking-request.ts';
import {
  checkDuplicate,
  type Delivered,
  defaultCollection,
  orderAsOf,
  owedOn,
  settledByGivenAmount,
} from './booking-rule.ts';
import { collectionOf } from './collection.ts';
import { discountOf, findPromo } from './promo-code.ts';

export interface PreparedBooking {
  /** A booking without its payment. */
  booking: Omit<Booking, 'payment'> & { payment: Omit<Booking['payment'], 'account'> };
  tenant: Tenant;
}

/**
 * Checks a delivery that a client orders against every rule but the money, and prices it.
 * @throws Problem delivery_refused with every rule that is broken
 */
export async function prepareBooking(
  table: Table,
  providers: ServiceabilityProviders,
  { tenantId, mode }: Scope,
  asked: BookingRequest,
  now: Date,
): Promise<PreparedBooking> {
  const scope = { tenantId, mode };
  const userId = asked.userId ?? BUSINESS_ADMIN;
  const [tenant, order, isKnown] = await Promise.all([
    loadTenant(table, tenantId),
    findDeliveredOrder(table, scope, asked.merchantReference),
    isUser(table, scope, userId),
  ]);
  const delivered = order && {
    order,
    method: methodNow(order.payment, tenant),
    others: await otherDeliveries(table, order, now),
  };
  const { collectionAmount, allowsAnother } = asked;
  const isMethodUnknown = collectionAmount === undefined && delivered?.method === 'unknown';
  const collections = Number(
    collectionAmount === undefined ? dueInMinorUnits(delivered) : exact(collectionAmount),
  );
  const cash = collections === 0 ? undefined : { amount: collections, of: order?.currency };
  const findings = new FailureCollector();
  if (delivered) findings.add(checkDuplicate(delivered, allowsAnother));
  if (!isKnown)
    findings.add({ reason: 'user_unknown', rule: 'user', message: `${userId} is no user of this business` });
  // A booking that waits for money collects what its order owes when it is booked.
  const mayOwe = collectionAmount === undefined && delivered !== undefined && owedOn(delivered) !== '0';
  if (collections > 0 || mayOwe) findings.add(checkFundAccounts(tenant));
  const plan = await planned(findings, () =>
    planDelivery(
      providers,
      { table, scope, terms: tenant },
      { ...asked, size: asked.pack.type, dimensions: asked.pack.dimensions, cash },
      now,
    ),
  );
  const promo = asked.promoCode === undefined ? undefined : findPromo(tenant, asked.promoCode, now);
  const discount = plan && promo ? discountOf(promo, plan.price, tenant.currency) : 0;
  if (discount === undefined || (asked.promoCode !== undefined && promo === undefined))
    findings.add({
      reason: 'promo_code_invalid',
      rule: 'promo_code',
      message: `${asked.promoCode} is no valid promo code`,
    });
  findings.add(plan && checkMoney(tenant, plan));
  const settles = findings.take(settledOn(delivered, collectionAmount, plan?.region));
  findings.refuse();
  if (plan === undefined || discount === undefined || settles === undefined)
    throw new TypeError('A rule failed without adding a finding');
  const booking = await bookingOf(asked, plan, { order, settles, discount });
  return { tenant, booking: { ...scope, ...booking, userId, ...(isMethodUnknown && { isMethodUnknown }) } };
}

/** What a booking is made of, besides the request and the plan. */
interface BookingTerms {
  order: Order | undefined;
  /** Of the order's amount, in major units: what the cash settles. */
  settles: Amount;
  /** Minor units. */
  discount: number;
}

/** The booking as it was asked for and planned. */
async function bookingOf(
  asked: BookingRequest,
  plan: DeliveryPlan,
  { order, settles, discount }: BookingTerms,
): Promise<Omit<PreparedBooking['booking'], keyof Scope | 'userId'>> {
  const { pickup, drop, sender, receiver, pack, instructions, orderedBy } = asked;
  const cashTerms = cashTermsOf(plan.region);
  return {
    merchantReference: asked.merchantReference,
    orderId: order?.id ?? null,
    orderedBy,
    shipType: plan.shipType,
    pickup,
    drop,
    sender,
    receiver,
    pack: { ...pack, type: plan.size },
    instructions,
    regionCode: plan.region.code,
    metres: plan.metres,
    price: plan.price,
    payment: { promoCode: asked.promoCode ?? null, discount },
    collection: collectionOf(settles, plan.price.currency, cashTerms.unit),
    collectsDue: order !== undefined && asked.collectionAmount === undefined,
    cashTerms,
    allowsAnother: asked.allowsAnother,
    orderAsOf: order ? orderAsOf(order) : null,
    otps: await storeOtps(asked.otps),
    otpDisabled: asked.otpDisabled,
    isReadyToShip: asked.isReadyToShip,
    quoteId: asked.quoteId,
    scheduledAt: asked.scheduledAt?.toISOString() ?? null,
  };
}

async function isUser(table: Table, scope: Scope, userId: string): Promise<boolean> {
  if (userId === BUSINESS_ADMIN) return true;
  return (await table.get({ pk: usersPartition(scope), sk: userId })) !== undefined;
}

/** The part of its order's amount that a delivery's cash settles; the given amount where it delivers no order that we know. */
function settledOn(
  delivered: Delivered | undefined,
  amount: number | undefined,
  region: Region | undefined,
): CheckResult<Amount> {
  if (amount === undefined) return { value: delivered ? defaultCollection(delivered) : '0' };
  if (delivered === undefined || amount === 0) return { value: exact(amount) };
  const unit = region ? cashTermsOf(region).unit : cashUnitOf(delivered.order.currency);
  return settledByGivenAmount(delivered, exact(amount), unit);
}

/** Orders may owe amounts that are finer than their currency's minor unit; major units. */
const dueInMinorUnits = (delivered: Delivered | undefined): number => {
  if (delivered === undefined) return 0;
  const { currency } = delivered.order;
  return toMajor(toCash(defaultCollection(delivered), currency, 1), currency);
};

/** An amount as orders have it, without rounding noise of floats. */
const exact = (amount: number): Amount => new Big(amount).round(4, Big.roundHalfUp).toFixed();

const cashTermsOf = ({ collections, cashUnit, priceBook }: Region): CashTerms => ({
  ...collections,
  unit: cashUnit ?? cashUnitOf(priceBook.currency),
});

/** Money is paid in by the tenant's currency only: in another one no wallet and no credit ever pays. */
function checkMoney({ currency }: Tenant, { price, region }: DeliveryPlan): Failure | undefined {
  if (price.currency === currency) return undefined;
  const message = `Deliveries in ${region.name} are paid in ${price.currency}, and this business pays in ${currency}`;
  return { reason: 'invalid_details', rule: 'payment', message };
}

function checkFundAccounts({ fundAccounts }: Tenant): Failure | undefined {
  const rule = 'fund_accounts';
  if (fundAccounts.length === 0)
    return {
      reason: 'fund_accounts_missing',
      rule,
      message: 'To receive cash collections, set fund accounts of the business',
    };
  if (!fundAccounts.some(({ primary }) => primary))
    return {
      reason: 'primary_fund_account_missing',
      rule,
      message: 'To receive cash collections, set a primary fund account',
    };
  return undefined;
}

/** The plan; undefined when rules are broken, which are noted. */
async function planned(
  findings: FailureCollector,
  plan: () => Promise<DeliveryPlan>,
): Promise<DeliveryPlan | undefined> {
  try {
    return await plan();
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'delivery_refused') throw thrown;
    findings.add(...((thrown.details.failures as Failure[] | undefined) ?? []));
    if (thrown.details.failures === undefined) throw thrown;
    return undefined;
  }
}

async function storeOtps(otps: BookingRequest['otps']): Promise<Booking['otps']> {
  const sides = Object.entries(otps).map(async ([side, otp]) => [side, await storeOtp(otp)] as const);
  return Object.fromEntries(await Promise.all(sides));
}
