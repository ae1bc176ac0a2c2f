import type { DeliveryRefusal } from '../../events/delivery-refusals.ts';

/**
 * Every error code of Telyport's API v2 with the reason and the HTTP status that its table gives it. Codes and reasons
 * are the reference's own, capitals included.
 */
export const deliveryCodes = {
  E001: { reason: 'api_key_not_found', status: 401 },
  E002: { reason: 'API_KEY_INVALID', status: 401 },
  E003: { reason: 'invalid_request', status: 400 },
  E004: { reason: 'internal_server_error', status: 500 },
  E005: { reason: 'endpoint_only_for_testing', status: 401 },
  E101: { reason: 'order_not_found', status: 404 },
  E102: { reason: 'order_already_cancelled', status: 400 },
  E103: { reason: 'order_placed_in_unserviceable_region', status: 400 },
  E104: { reason: 'order_requested_at_unserviceable_time', status: 400 },
  E105: { reason: 'order_user_not_found', status: 400 },
  E106: { reason: 'this_order_does_not_belong_to_your_business', status: 403 },
  E107: { reason: 'order_pick_and_drop_not_in_same_region', status: 400 },
  E108: { reason: 'order_details_given_is_invalid', status: 400 },
  E109: { reason: 'ORDER_TRANSACTION_NOT_FOUND', status: 404 },
  E110: { reason: 'order_can_not_be_cancelled_at_current_state', status: 400 },
  E111: { reason: 'order_not_cancelled_due_to_failed_refund_process', status: 400 },
  E112: { reason: 'order_pack_size_is_not_valid', status: 400 },
  E113: { reason: 'collection_amount_not_acceptable', status: 400 },
  E114: { reason: 'invalid_promo_code', status: 400 },
  E115: { reason: 'order_ship_type_distance_not_acceptable', status: 400 },
  E116: { reason: 'order_id_not_provided', status: 400 },
  E117: { reason: 'order_enterprise_ship_type_invalid', status: 400 },
  E118: { reason: 'order_invalid_ship_type', status: 400 },
  E119: { reason: 'order_pack_size_is_not_serviceable', status: 400 },
  E120: { reason: 'order_invalid_phone_number', status: 400 },
  E121: { reason: 'order_missing_coordinates', status: 400 },
  E122: { reason: 'fund_accounts_not_set', status: 400 },
  E123: { reason: 'primary_fund_account_not_set', status: 400 },
  E124: { reason: 'order_invalid_payment_method', status: 400 },
  E141: { reason: 'no_postpaid_access', status: 403 },
  E142: { reason: 'postpaid_limit_exceeded', status: 400 },
  E151: { reason: 'in_sufficient_wallet_balance', status: 400 },
  E152: { reason: 'invalid_wallet_type', status: 400 },
  E201: { reason: 'user_not_found', status: 404 },
  E301: { reason: 'could_not_load_route_for_given_coordinates', status: 400 },
  E302: { reason: 'source_and_destination_are_of_different_regions', status: 400 },
  E303: { reason: 'source_or_destination_out_of_serviceable_area', status: 400 },
  E304: { reason: 'no_serviceable_ship_type_found_for_requested_params', status: 400 },
  E305: { reason: 'invalid_serviceability_request', status: 400 },
} as const;

export type DeliveryCode = keyof typeof deliveryCodes;

export const isDeliveryCode = (text: unknown): text is DeliveryCode =>
  typeof text === 'string' && Object.hasOwn(deliveryCodes, text);

/** The code of each reason that a delivery is refused for. */
export const refusalCodes = {
  delivery_not_found: 'E101',
  already_cancelled: 'E102',
  delivery_outside_service_area: 'E103',
  time_not_serviceable: 'E104',
  user_unknown: 'E105',
  delivery_of_another_business: 'E106',
  delivery_crosses_regions: 'E107',
  invalid_details: 'E108',
  temporary_order_not_found: 'E109',
  not_cancellable_any_more: 'E110',
  refund_failed: 'E111',
  package_size_invalid: 'E112',
  collections_not_acceptable: 'E113',
  promo_code_invalid: 'E114',
  too_far_for_ship_type: 'E115',
  order_id_missing: 'E116',
  ship_type_not_allowed: 'E117',
  ship_type_unavailable: 'E118',
  package_size_not_carried: 'E119',
  coordinates_missing: 'E121',
  fund_accounts_missing: 'E122',
  primary_fund_account_missing: 'E123',
  credit_not_granted: 'E141',
  credit_limit_exceeded: 'E142',
  wallet_balance_too_low: 'E151',
  wallet_user_unknown: 'E201',
  no_route: 'E301',
  route_crosses_regions: 'E302',
  route_outside_service_area: 'E303',
  no_ship_type_offered: 'E304',
  service_request_invalid: 'E305',
} as const satisfies Record<DeliveryRefusal, DeliveryCode>;
