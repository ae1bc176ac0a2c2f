import type { AnswerTo, BodyFor } from './api-types.ts';

/** The API's answers, by the names that pages use. */
export type OrderShown = AnswerTo<'GET /platform/v1/orders/{id}'>;
export type DialShown = OrderShown['calls'][number];
export type BookedShown = OrderShown['deliveries'][number];
export type TimelineShown = OrderShown['timeline'];
export type TimelineEvent = TimelineShown['events'][number];
export type ActionShown = OrderShown['actions'][number];
export type ActionName = ActionShown['name'];
export type OrderActed = AnswerTo<'POST /platform/v1/orders/{id}/actions'>;
export type OrderActionBody = BodyFor<'POST /platform/v1/orders/{id}/actions'>;

export type NewOrderBody = BodyFor<'POST /platform/v1/orders'>;
export type OrderListed = AnswerTo<'GET /platform/v1/orders'>['orders'][number];

export type ViewsShown = AnswerTo<'GET /platform/v1/members/{id}/views'>;
export type SavedViewShown = ViewsShown['views'][number];

export type ExportBody = NonNullable<BodyFor<'POST /platform/v1/orders/exports'>>;
export type BulkBody = BodyFor<'POST /platform/v1/orders/bulk'>;
export type BulkResultShown = AnswerTo<'GET /platform/v1/orders/bulk/{id}'>['results'][number];

export type EndpointShown = AnswerTo<'GET /platform/v1/webhook-endpoints/{id}'>;
export type NewEndpointBody = BodyFor<'POST /platform/v1/webhook-endpoints'>;
export type RecoveryBody = BodyFor<'POST /platform/v1/webhook-recoveries'>;
export type HealthShown = AnswerTo<'GET /platform/v1/webhook-endpoints/{id}/health'>;
export type SentShown = AnswerTo<'GET /platform/v1/webhook-deliveries'>['deliveries'][number];
export type AttemptShown = AnswerTo<'GET /platform/v1/webhook-deliveries/{id}'>['attempts'][number];

export type TenantShown = AnswerTo<'GET /platform/v1/tenants/{id}'>;
export type TenantChangesBody = BodyFor<'PATCH /platform/v1/tenants/{id}'>;
export type NewKeyBody = BodyFor<'POST /platform/v1/tenants/{id}/api-keys'>;
export type MemberShown = AnswerTo<'GET /platform/v1/members'>['members'][number];
export type NewMemberBody = BodyFor<'POST /platform/v1/members'>;

export type SummaryShown = AnswerTo<'GET /platform/v1/summary'>;

export type CashSumShown = AnswerTo<'GET /platform/v1/cash'>['cash'][number];
export type EntryShown = AnswerTo<'GET /platform/v1/wallets/{type}/entries'>['entries'][number];
export type RegionShown = AnswerTo<'GET /platform/v1/regions'>['regions'][number];

export type CoverageShown = AnswerTo<'GET /platform/v1/coverage'>;

export type CourierStepBody = BodyFor<'POST /platform/v1/deliveries/{orderID}/events'>;

export type NewTenantBody = BodyFor<'POST /platform/v1/tenants'>;

export type CallListed = AnswerTo<'GET /platform/v1/calls'>['calls'][number];
export type DeliveryListed = AnswerTo<'GET /platform/v1/deliveries'>['deliveries'][number];
