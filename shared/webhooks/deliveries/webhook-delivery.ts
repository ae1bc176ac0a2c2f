import type { FailureClass, HttpResult } from '../../adapters/outbound/http-result.ts';
import type { KeptHeaders } from '../../adapters/outbound/kept-headers.ts';
import { retryAfterSeconds } from '../../adapters/outbound/retry-after.ts';
import { after, type Speed } from '../../adapters/queues/wait.ts';
import { derivedId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import { RETENTION_DAYS } from '../../tenants/settings/retention.ts';
import { kindOf, type WebhookName } from '../kinds/catalogue.ts';
import { type RetrySchedule, waitAsAsked, waitsOf } from '../kinds/retry-schedule.ts';
import { keptLonger, keptUntil } from './retention.ts';

export const webhookDeliveryStatuses = ['pending', 'succeeded', 'failed', 'held'] as const;
/**
 * `pending` has an attempt ahead of it; the others have none. `held` is kept, with what is left of its schedule,
 * because its endpoint is disabled.
 */
export type WebhookDeliveryStatus = (typeof webhookDeliveryStatuses)[number];

/** The statuses as lists show them: a delivery whose latest attempt failed, with another to come, is not just pending. */
export const shownDeliveryStatuses = [...webhookDeliveryStatuses, 'failing'] as const;
export type ShownDeliveryStatus = (typeof shownDeliveryStatuses)[number];

export const shownStatusOf = ({
  status,
  failing,
}: Pick<WebhookDelivery, 'status' | 'failing'>): ShownDeliveryStatus => (failing ? 'failing' : status);

/** The statuses of deliveries that did not arrive, and will not without a manual retry or a recovery. */
export const undeliveredStatuses: readonly WebhookDeliveryStatus[] = ['failed', 'held'];

/** One event on its way to one endpoint. */
export interface WebhookDelivery extends Scope {
  id: string;
  endpointId: string;
  /** The receiver's `webhook-id`: the same on every attempt. */
  eventId: string;
  event: WebhookName;
  /** Absent when the event is about no order. */
  orderId?: string | undefined;
  /** The parcel's delivery that the event is about, instead of an order. */
  parcelId?: string | undefined;
  /** Of the event, from 1, among those of its order or parcel; absent when it is about neither. */
  sequence?: number | undefined;
  /** The exact text that is sent and signed; absent where it follows from the event in the log of its order or parcel. */
  body?: string | undefined;
  status: WebhookDeliveryStatus;
  /** Its latest attempt failed, and another is to come by its schedule: it is pending, and shown as failing. */
  failing?: true | undefined;
  /** Attempts made. */
  attempts: number;
  /** Seconds to wait after each failed attempt that may still come; without any left, the next failure is the last. */
  waits: readonly number[];
  /** Their schedule; the standard one when it is absent. */
  retrySchedule?: RetrySchedule | undefined;
  /** ISO 8601, UTC; absent when no attempt is to come. */
  nextAttemptAt?: string | undefined;
  /** ISO 8601, UTC. */
  lastAttemptAt?: string | undefined;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC: how long it is kept once it has ended. */
  keptUntil: string;
}

/** Why an attempt failed; the first is recorded without a request having been made. */
export type AttemptFailure = 'endpoint_deleted' | FailureClass;

/** One attempt, as its owner sees it. */
export interface WebhookDeliveryAttempt {
  /** From 1, without gaps. */
  number: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  /** The response's status; null when there was none. */
  status: number | null;
  /** null when the attempt succeeded. */
  failureClass: AttemptFailure | null;
  /** The start of the response's body; null when there was no response. */
  body: string | null;
  /** The most useful headers of the response; absent when there were none. */
  responseHeaders?: KeptHeaders | undefined;
  /** ISO 8601, UTC; null when this was the last attempt. */
  nextAttemptAt: string | null;
}

/** The result of an attempt. */
export type WebhookAttemptResult = HttpResult | { ok: false; withheld: 'endpoint_deleted' };

export interface WebhookDeliveryDraft extends Scope {
  endpointId: string;
  eventId: string;
  event: WebhookName;
  orderId?: string | undefined;
  parcelId?: string | undefined;
  sequence?: number | undefined;
  /** Where it cannot be rendered again from the event. */
  body?: string | undefined;
  /** The endpoint's; standard by default. */
  retrySchedule?: RetrySchedule | undefined;
  /** The tenant's; the usual one by default. */
  retentionDays?: number;
  /** When the event happened, ISO 8601: deliveries sort by it. */
  at: string;
}

/** The id that the delivery of an event to an endpoint always has. */
export function webhookDeliveryIdOf({
  eventId,
  endpointId,
  at,
}: Pick<WebhookDeliveryDraft, 'eventId' | 'endpointId' | 'at'>): string {
  return derivedId('webhookDelivery', new Date(at), `${eventId} ${endpointId}`);
}

/** A delivery whose first attempt is due now. The same event and endpoint always make the same one. */
export function newWebhookDelivery({
  at,
  retrySchedule,
  retentionDays = RETENTION_DAYS.usual,
  ...draft
}: WebhookDeliveryDraft): WebhookDelivery {
  const id = webhookDeliveryIdOf({ ...draft, at });
  return {
    id,
    ...draft,
    status: 'pending',
    attempts: 0,
    waits: waitsOf(retrySchedule, kindOf(draft.event).waits, id),
    ...(retrySchedule === 'long' && { retrySchedule }),
    nextAttemptAt: at,
    createdAt: at,
    keptUntil: keptUntil(at, retentionDays),
  };
}

/** Keeps a delivery, with what is left of its schedule, for an endpoint that is disabled. */
export function held(delivery: WebhookDelivery): WebhookDelivery {
  return { ...delivery, status: 'held', failing: undefined, nextAttemptAt: undefined };
}

/**
 * Makes a delivery's next attempt due at once. A delivery that continues its schedule after a failure is still shown as
 * failing; one that had ended is not.
 */
export function released(delivery: WebhookDelivery, now: Date): WebhookDelivery {
  const { status, attempts, waits } = delivery;
  const continuesRetrying = status === 'held' && attempts > 0 && waits.length > 0;
  const failing = delivery.failing ?? (continuesRetrying || undefined);
  return { ...delivery, status: 'pending', failing, nextAttemptAt: now.toISOString() };
}

/** Records an attempt: the delivery as it leaves it, and its line in the history. */
export function attempted(
  delivery: WebhookDelivery,
  result: WebhookAttemptResult,
  startedAt: Date,
  now: Date,
  speed: Speed,
): { delivery: WebhookDelivery; attempt: WebhookDeliveryAttempt } {
  const withheld = 'withheld' in result;
  const [wait, ...waits] = withheld ? [] : delivery.waits;
  const again = result.ok || wait === undefined ? undefined : nextAttempt(delivery, wait, result, now, speed);
  const status = result.ok ? 'succeeded' : again === undefined ? 'failed' : 'pending';
  const number = delivery.attempts + 1;
  return {
    delivery: {
      ...delivery,
      status,
      failing: status === 'pending' || undefined,
      attempts: number,
      waits: status === 'pending' ? waits : [],
      nextAttemptAt: again,
      lastAttemptAt: startedAt.toISOString(),
    },
    attempt: {
      number,
      startedAt: startedAt.toISOString(),
      durationMs: withheld ? 0 : result.durationMs,
      status: withheld ? null : result.status,
      failureClass: result.ok ? null : withheld ? result.withheld : result.failure,
      body: withheld ? null : result.body,
      ...(!withheld && result.headers && { responseHeaders: result.headers }),
      nextAttemptAt: again ?? null,
    },
  };
}

function nextAttempt(
  { retrySchedule }: WebhookDelivery,
  wait: number,
  result: WebhookAttemptResult,
  now: Date,
  speed: Speed,
): string {
  const header = 'retryAfter' in result ? result.retryAfter : undefined;
  const asked = header === undefined ? undefined : retryAfterSeconds(header, now);
  return after(now, waitAsAsked(retrySchedule, wait, asked), speed).toISOString();
}

/** An attempt that is due for longer than this has lost its message, and may be requested again. */
const OVERDUE_MS = 15 * 60_000;

/**
 * An attempt that is due within this counts as under way. Two requests at the same time come from clocks that may
 * differ a little.
 */
const SOON_MS = 2_000;

/**
 * Requests one more attempt right now, of the same event. A delivery that had ended gets this one attempt and no schedule:
 * the caller can ask again. One that waits for its next attempt has that one brought forward, and one that was
 * held continues its schedule.
 *
 * @param claimed whether an attempt is being made at this moment
 * @returns undefined when an attempt is under way, is about to be, or was due only just now
 */
export function retried(delivery: WebhookDelivery, claimed: boolean, now: Date): WebhookDelivery | undefined {
  const { status, nextAttemptAt } = delivery;
  const lateMs = nextAttemptAt === undefined ? 0 : now.getTime() - new Date(nextAttemptAt).getTime();
  const underWay = claimed || (lateMs > -SOON_MS && lateMs < OVERDUE_MS);
  if (status === 'pending' && underWay) return undefined;
  return { ...released(delivery, now), keptUntil: keptLonger(delivery.keptUntil, now) };
}
