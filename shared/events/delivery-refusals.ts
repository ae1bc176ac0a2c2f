/**
 * Why a delivery, or what is asked of one, is refused. Of several that hold, the first of this list is the one that an
 * answer names.
 */
export const deliveryRefusals = [
  'delivery_not_found',
  'already_cancelled',
  'delivery_outside_service_area',
  /** Closed then, in the past, or too far ahead. */
  'time_not_serviceable',
  'user_unknown',
  'delivery_of_another_business',
  'delivery_crosses_regions',
  'invalid_details',
  'temporary_order_not_found',
  'not_cancellable_any_more',
  'refund_failed',
  'package_size_invalid',
  'collections_not_acceptable',
  'promo_code_invalid',
  'too_far_for_ship_type',
  'order_id_missing',
  'ship_type_not_allowed',
  'ship_type_unavailable',
  'package_size_not_carried',
  'coordinates_missing',
  'fund_accounts_missing',
  'primary_fund_account_missing',
  'credit_not_granted',
  'credit_limit_exceeded',
  'wallet_balance_too_low',
  'wallet_user_unknown',
  // Of a check of what can be served, before anything is booked.
  'no_route',
  'route_crosses_regions',
  'route_outside_service_area',
  'no_ship_type_offered',
  'service_request_invalid',
] as const;

export type DeliveryRefusal = (typeof deliveryRefusals)[number];
