import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import { methodNow } from '../orders/payment-words.ts';
import { type Failure, Findings } from '../serviceability/failure.ts';
import { type DeliveryPlan, planDelivery } from '../serviceability/plan-delivery.ts';
import type { ServiceabilityProviders } from '../serviceability/providers.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { loadTenant } from '../tenants/tenant-store.ts';
import { usersPartition } from '../tenants/user.ts';
import type { BookingRequest } from './booking-request.ts';
import { collectionOf } from './collection.ts';
import { findDeliveredOrder } from './delivered-order.ts';
import type { Booking } from './delivery.ts';
import { storeOtp } from './otp.ts';
import { discountOf, findPromo } from './promo-code.ts';
import { BUSINESS_ADMIN } from './wallets/account.ts';

export interface PreparedBooking {
  /** All but who pays it. */
  booking: Omit<Booking, 'payment'> & { payment: Omit<Booking['payment'], 'account'> };
  tenant: Tenant;
}

/**
 * Checks a delivery that a client orders against every rule but the money, and prices it.
 * @throws Problem delivery_refused with every rule that is broken
 */
export async function prepareBooking(
  table: Table,
  world: ServiceabilityProviders,
  { tenantId, mode }: Scope,
  asked: BookingRequest,
  now: Date,
): Promise<PreparedBooking> {
  const scope = { tenantId, mode };
  const userID = asked.userID ?? BUSINESS_ADMIN;
  const [tenant, order, isKnown] = await Promise.all([
    loadTenant(table, tenantId),
    findDeliveredOrder(table, scope, asked.businessOrderID),
    isUser(table, scope, userID),
  ]);
  const method = order && methodNow(order.payment, tenant);
  const isMethodUnknown = asked.collectionsAmount === undefined && method === 'unknown';
  const owed = order && method === 'cod' ? Number(order.payment.due) : 0;
  const collections = asked.collectionsAmount ?? owed;
  const cash = collections === 0 ? undefined : { amount: collections, of: order?.currency };
  const findings = new Findings();
  if (!isKnown)
    findings.add({ code: 'E105', rule: 'user', message: `${userID} is no user of this business` });
  if (collections > 0) findings.add(checkFundAccounts(tenant));
  const plan = await planned(findings, () =>
    planDelivery(
      world,
      { table, scope, terms: tenant },
      { ...asked, size: asked.pack.type, dimensions: asked.pack.dimensions, cash },
      now,
    ),
  );
  const promo = asked.promoCode === undefined ? undefined : findPromo(tenant, asked.promoCode, now);
  const discount = plan && promo ? discountOf(promo, plan.price, tenant.currency) : 0;
  if (discount === undefined || (asked.promoCode !== undefined && promo === undefined))
    findings.add({ code: 'E114', rule: 'promo_code', message: `${asked.promoCode} is no valid promo code` });
  findings.refuse();
  if (plan === undefined || discount === undefined) throw new TypeError('A broken rule was not told');
  const { pick, drop, sender, receiver, pack, instructions, orderType } = asked;
  return {
    tenant,
    booking: {
      ...scope,
      businessOrderID: asked.businessOrderID,
      orderId: order?.id ?? null,
      userID,
      orderType,
      shipType: plan.shipType,
      pick,
      drop,
      sender,
      receiver,
      pack: { ...pack, type: plan.size },
      instructions,
      regionCode: plan.region.code,
      metres: plan.metres,
      price: plan.price,
      payment: { promoCode: asked.promoCode ?? null, discount },
      collection: plan.collections === 0 ? null : collectionOf(plan.collections),
      collectsDue: asked.collectionsAmount === undefined && plan.collections > 0,
      ...(isMethodUnknown && { isMethodUnknown }),
      otps: await storeOtps(asked.otps),
      disableOTPVerification: asked.disableOTPVerification,
      isReadyToShip: asked.isReadyToShip,
      requestID: asked.requestID,
      scheduledAt: asked.scheduledAt?.toISOString() ?? null,
    },
  };
}

async function isUser(table: Table, scope: Scope, userID: string): Promise<boolean> {
  if (userID === BUSINESS_ADMIN) return true;
  return (await table.get({ pk: usersPartition(scope), sk: userID })) !== undefined;
}

function checkFundAccounts({ fundAccounts }: Tenant): Failure | undefined {
  const rule = 'fund_accounts';
  if (fundAccounts.length === 0)
    return { code: 'E122', rule, message: 'To receive cash collections, set fund accounts of the business' };
  if (!fundAccounts.some(({ primary }) => primary))
    return { code: 'E123', rule, message: 'To receive cash collections, set a primary fund account' };
  return undefined;
}

/** The plan; undefined when rules are broken, which are noted. */
async function planned(
  findings: Findings,
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
