import type { LegacySignature } from '../../adapters/signing/signatures.ts';
import type { EventType } from '../../events/catalogue.ts';
import type { EventOf } from '../../events/event.ts';
import type { CompleteEvent } from './complete-event.ts';
import { renderDeliveryCreated, renderDeliveryMoved } from './delivery-changed.ts';
import { renderEndpointDisabled } from './endpoint-disabled.ts';
import { renderOrderCreated, renderOrderUpdated, renderStatusChanged } from './order-changed.ts';
import { renderOutcomeFinal } from './outcome-final.ts';
import { renderPing } from './ping.ts';

/** One kind of webhook: where it comes from, what it says, and how it is sent. */
export interface WebhookKind<Type extends EventType = EventType> {
  /** The domain events that it reports; none for one that is made for a single endpoint. */
  from: readonly Type[];
  /** The exact text of the body. Pure: it throws only when the event is not what it should be. */
  render(event: CompleteEvent<Type>): string;
  /** The id of the endpoint that it is about, when it is about one: it is not sent to that endpoint. */
  endpointOf?(event: EventOf<Type>): string;
  /** Seconds to wait after each failed attempt; after the last one the delivery has failed. */
  waits: readonly number[];
  /** The signature of the API that documents the webhook, in addition to the Standard Webhooks one. */
  legacySignature: LegacySignature;
}

/** No reference documents these: they are tried and signed as the one that is documented. */
const likeOutcomeFinal = { waits: [60, 300, 1800], legacySignature: 'talkyria' } as const;

/** Telyport: "The retry interval will increase exponentially until it reaches 35 minutes." */
const likeTelyport = {
  waits: [60, 120, 240, 480, 960, 1920, 2100],
  legacySignature: 'telyport',
} as const;

/** Every webhook there is, by the name that receivers see. */
export const webhookKinds = {
  'call.outcome_final': {
    from: ['call.outcome_final'],
    render: renderOutcomeFinal,
    // Talkyria: "3 intentos con backoff (1 min, 5 min, 30 min)".
    waits: [60, 300, 1800],
    legacySignature: 'talkyria',
  },
  'order.created': { from: ['order.created'], render: renderOrderCreated, ...likeOutcomeFinal },
  'order.updated': {
    from: ['order.updated', 'order.payment_changed', 'order.logistics_changed'],
    render: renderOrderUpdated,
    ...likeOutcomeFinal,
  },
  'order.status_changed': {
    from: ['order.status_changed'],
    render: renderStatusChanged,
    ...likeOutcomeFinal,
  },
  'ORDER.CREATED': { from: ['delivery.created'], render: renderDeliveryCreated, ...likeTelyport },
  'ORDER.STATUS_UPDATED': {
    from: ['delivery.opened', 'delivery.status_changed'],
    render: renderDeliveryMoved,
    ...likeTelyport,
  },
  // What we did to an endpoint ourselves; its owner knows what it did.
  'webhook_endpoint.disabled': {
    from: ['webhook_endpoint.disabled'],
    render: renderEndpointDisabled,
    endpointOf: (event: EventOf<'webhook_endpoint.disabled'>) => event.data.endpoint.id,
    ...likeOutcomeFinal,
  },
  ping: {
    from: [],
    render: renderPing,
    // A ping is made by a person or script that can simply ping again.
    waits: [],
    legacySignature: 'talkyria',
  },
} as const satisfies Record<string, WebhookKind>;

export type WebhookName = keyof typeof webhookKinds;

const isName = (name: string): name is WebhookName => Object.hasOwn(webhookKinds, name);

export const webhookNames: readonly WebhookName[] = Object.keys(webhookKinds).filter(isName);

/** What an endpoint may subscribe to. */
export const subscribableNames: readonly WebhookName[] = webhookNames.filter(
  (name) => webhookKinds[name].from.length > 0,
);

export function kindOf(name: WebhookName): WebhookKind {
  return webhookKinds[name];
}

type ReportedType = (typeof webhookKinds)[WebhookName]['from'][number];

/** The events that no webhook reports: one that is added to the catalogue stands here, or is what a webhook is `from`. */
const unreported: Readonly<Record<Exclude<EventType, ReportedType>, true>> = {
  'order.noted': true,
  'order.confirmation_reopened': true,
  'order.flagged': true,
  'order.change_refused': true,
  'order.delivery_stands': true,
  'order.dispatched': true,
  'order.dispatch_failed': true,
  'order.not_collected': true,
  'order.cash_differs': true,
  'call.queued': true,
  'call.waiting': true,
  'call.ended': true,
  'call.follow_up': true,
  'message.progressed': true,
  'message.answered_late': true,
  'delivery.noted': true,
  'webhook.pinged': true,
  'webhook.retried': true,
  'webhook.recovery_requested': true,
  'bulk.requested': true,
  'export.requested': true,
  'voice_agent.changed': true,
  'voice_agent.test_requested': true,
  'wallet.credited': true,
};

/** The webhooks that report a domain event of this type. */
export function webhooksAbout(type: EventType): readonly WebhookName[] {
  if (Object.hasOwn(unreported, type)) return [];
  return webhookNames.filter((name) => kindOf(name).from.includes(type));
}
