export const orderStatuses = [
  'pending',
  'confirmed',
  'cancelled',
  'needs_review',
  'processing',
  'shipped',
  'delivered',
  'completed',
  'refunded',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

/** What a merchant may set; `none` is where every order starts. */
export const logisticsStatuses = [
  'processing',
  'shipped',
  'in_transit',
  'delivered',
  'returned',
  'failed_delivery',
] as const;

export type LogisticsStatus = (typeof logisticsStatuses)[number];

export const callTypes = ['confirmation', 'novelty', 'office', 'recovery'] as const;

/** `recovery` is for abandoned carts; `novelty` and `office` calls report, and move no order. */
export type CallType = (typeof callTypes)[number];

export const finalOutcomes = [
  'confirmed',
  'cancelled',
  'no_answer',
  'novedad',
  'recovered',
  'not_recovered',
] as const;

export type FinalOutcome = (typeof finalOutcomes)[number];

/** How a round ended: with an outcome, or because the order it was about became another one. */
export type RoundEnd = FinalOutcome | 'superseded';

export const paymentStatuses = ['unpaid', 'pending', 'paid', 'cancelled', 'refunded'] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

export const paymentMethods = ['cod', 'prepaid', 'card_on_delivery', 'unknown'] as const;

/** `unknown` is a merchant's word that we do not know, while nothing is paid. */
export type PaymentMethod = (typeof paymentMethods)[number];
