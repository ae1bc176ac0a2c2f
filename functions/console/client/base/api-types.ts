import type * as z from 'zod';
import type { Mode } from '../../../../shared/base/scope.ts';
import type { callRoutes } from '../../../platform/calls/call-routes.ts';
import type { callingHoursRoutes } from '../../../platform/calls/calling-hours-routes.ts';
import type { voiceAgentRoutes } from '../../../platform/calls/voice-agent-routes.ts';
import type { customerRoutes } from '../../../platform/customers/customer-routes.ts';
import type { courierRoutes } from '../../../platform/deliveries/courier-routes.ts';
import type { deliveryListRoutes } from '../../../platform/deliveries/delivery-list-routes.ts';
import type { intakeHookRoutes } from '../../../platform/hooks/intake-hook-routes.ts';
import type { memberRoutes } from '../../../platform/members/member-routes.ts';
import type { savedViewRoutes } from '../../../platform/members/saved-views/saved-view-routes.ts';
import type { sessionRoutes } from '../../../platform/members/sessions/session-routes.ts';
import type { orderActionRoutes } from '../../../platform/orders/action-routes.ts';
import type { bulkRoutes } from '../../../platform/orders/bulk/bulk-routes.ts';
import type { orderExportRoutes } from '../../../platform/orders/exports/order-export-routes.ts';
import type { orderListRoutes } from '../../../platform/orders/lists/order-list-routes.ts';
import type { wholeOrderRoutes } from '../../../platform/orders/order-routes.ts';
import type { placeOrderRoutes } from '../../../platform/orders/place/place-order-routes.ts';
import type { simulateRoutes } from '../../../platform/orders/simulate/simulate-routes.ts';
import type { regionRoutes } from '../../../platform/regions/region-routes.ts';
import type { summaryRoutes } from '../../../platform/reports/summary-routes.ts';
import type { tenantRoutes } from '../../../platform/tenants/tenant-routes.ts';
import type { walletRoutes } from '../../../platform/wallets/wallet-routes.ts';
import type { webhookDeliveryRoutes } from '../../../platform/webhooks/deliveries/webhook-delivery-routes.ts';
import type { webhookEndpointRoutes } from '../../../platform/webhooks/endpoints/webhook-endpoint-routes.ts';
import type { webhookHealthRoutes } from '../../../platform/webhooks/endpoints/webhook-health-routes.ts';
import type { webhookRecoveryRoutes } from '../../../platform/webhooks/recoveries/webhook-recovery-routes.ts';
import type { consoleRoutes } from '../../routes.ts';

/** Every endpoint that the console calls, as it is declared. Only their types are read: no schema gets into the client. */
type Route =
  | (typeof consoleRoutes)[number]
  | (typeof bulkRoutes)[number]
  | (typeof callRoutes)[number]
  | (typeof callingHoursRoutes)[number]
  | (typeof courierRoutes)[number]
  | (typeof customerRoutes)[number]
  | (typeof deliveryListRoutes)[number]
  | (typeof intakeHookRoutes)[number]
  | (typeof memberRoutes)[number]
  | (typeof orderExportRoutes)[number]
  | (typeof orderListRoutes)[number]
  | (typeof wholeOrderRoutes)[number]
  | (typeof orderActionRoutes)[number]
  | (typeof placeOrderRoutes)[number]
  | (typeof regionRoutes)[number]
  | (typeof savedViewRoutes)[number]
  | (typeof sessionRoutes)[number]
  | (typeof simulateRoutes)[number]
  | (typeof summaryRoutes)[number]
  | (typeof tenantRoutes)[number]
  | (typeof voiceAgentRoutes)[number]
  | (typeof walletRoutes)[number]
  | (typeof webhookDeliveryRoutes)[number]
  | (typeof webhookEndpointRoutes)[number]
  | (typeof webhookHealthRoutes)[number]
  | (typeof webhookRecoveryRoutes)[number];

type LineOf<R extends Route> = R extends Route ? `${R['method']} ${R['path']}` : never;

/** `GET /platform/v1/orders/{id}` */
export type RequestLine = LineOf<Route>;

export type RouteOf<Line extends RequestLine> = Line extends `${infer Method} ${infer Path}`
  ? Extract<Route, { method: Method; path: Path }>
  : never;

type Schema<T> = T extends { schema: infer S extends z.ZodType } ? z.output<S> : undefined;

/** The successful answer of an endpoint. */
export type AnswerTo<Line extends RequestLine> = RouteOf<Line>['answers'] extends infer Answers
  ? Schema<Answers[keyof Answers]>
  : never;

type InputOf<R, Part extends string> = R extends { [P in Part]: infer S extends z.ZodType }
  ? z.input<S>
  : never;

type ParamNames<Line extends string> = Line extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

export type ParamsFor<Line extends RequestLine> = Record<ParamNames<Line>, string>;

/** Values of a query are text in the end; undefined and empty values are left out. */
export type QueryFor<Line extends RequestLine> = Partial<
  Record<keyof InputOf<RouteOf<Line>, 'query'> & string, string | number | boolean | undefined>
>;

export type BodyFor<Line extends RequestLine> = InputOf<RouteOf<Line>, 'body'>;

export interface Asked<Line extends RequestLine> {
  params?: ParamsFor<Line>;
  query?: QueryFor<Line>;
  body?: BodyFor<Line>;
  signal?: AbortSignal;
  /** The same for every repetition of one request that changes something. */
  idempotencyKey?: string;
  /** The mode that the console shows, when not given. */
  mode?: Mode;
}
