import type { EndpointShown } from '../../base/views.ts';

type EventName = Exclude<EndpointShown['events'][number], 'ping'>;

/** All that an endpoint may subscribe to; the type lets none be forgotten. */
const names: Readonly<Record<EventName, true>> = {
  'order.created': true,
  'order.status_changed': true,
  'order.updated': true,
  'call.outcome_final': true,
  'ORDER.CREATED': true,
  'ORDER.STATUS_UPDATED': true,
  'webhook_endpoint.disabled': true,
};

export const subscribable = Object.keys(names) as EventName[];
