import { randomUUID } from 'node:crypto';
import type { DueItem } from '../../adapters/due/due.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import type { Message } from '../../adapters/queues/queues.ts';
import { isEarly } from '../../adapters/queues/wait.ts';
import {
  type Claim,
  claimAttempt,
  holdWebhookDelivery,
  noteAsked,
  noteWatched,
  recordAttempt,
  releaseIfEnabled,
  type StoredWebhookDelivery,
} from '../deliveries/attempt-claim.ts';
import {
  type AttemptMessage,
  nextAttemptDue,
  nextAttemptMessage,
  queued,
} from '../deliveries/attempt-message.ts';
import type { AttemptServices, CountedAttempt } from '../deliveries/attempt-services.ts';
import { loadLoggedEvent, loadPayload } from '../deliveries/payload.ts';
import {
  attempted,
  type WebhookAttemptResult,
  type WebhookDelivery,
} from '../deliveries/webhook-delivery.ts';
import { loadEndpoint, type WebhookEndpoint } from '../endpoints/endpoint.ts';
import { noteHealth } from '../health/note-health.ts';
import { releaseNext, waitsForEarlier } from '../ordering/strict-order.ts';
import { admitAttempt, giveUpPermit } from '../throttle/admit.ts';
import { markSlow, reportingSlowness } from '../throttle/slow.ts';
import { recordAttemptMetrics } from './attempt-metrics.ts';
import { requestOf } from './request.ts';

/**
 * How long a claim keeps others from making the attempt. Longer than an invocation lives (30 s), and so than any request
 * of one that was killed.
 */
export const CLAIM_MS = 60_000;

/**
 * Makes the attempt that a message requests, unless it was made or is being made, or has to wait for a permit. The message
 * may be acknowledged when this returns: the attempt is stored by then, and what follows from it is in the queue. A
 * receiver's failure is an attempt like any other; anything thrown is our own fault, and the message must be retried.
 */
export async function makeAttempt(services: AttemptServices, message: AttemptMessage): Promise<void> {
  const { table, queues, clock, speed } = services;
  const log = services.log.with(logFields(message));
  const send = (next: AttemptMessage) => queues.send('webhooks', [queued(next, clock(), speed)]);

  if (message.notBefore !== undefined && isEarly(new Date(message.notBefore), clock())) return send(message);

  const event = beginReading(table, message);
  const { endpointOf = (of) => loadEndpoint(table, of, of.endpointId) } = services;
  const endpoint = await endpointOf(message);
  if (endpoint?.strictOrder && endpoint.enabled && (await waitsForEarlier(services, message, endpoint)))
    return giveUpPermit(services, message, endpoint);
  const admission = await admitAttempt(services, message, endpoint);
  if (admission === undefined) return;

  const now = clock();
  const claim: Claim = { id: randomUUID(), until: new Date(now.getTime() + CLAIM_MS).toISOString() };
  const claiming = await claimAttempt(table, message, claim, now);
  if (claiming.claimed === undefined) {
    await admission.end(claiming.current?.busyUntil === undefined);
    if (claiming.current === undefined)
      return log.warn('A message asks for an attempt of a webhook delivery that does not exist');
    return repeated(services, message, claiming.current, now);
  }

  const delivery = claiming.claimed;
  if (endpoint?.enabled === false) {
    const held = await holdWebhookDelivery(table, delivery, claim);
    await admission.end(true);
    log.info('A webhook is held because its endpoint is disabled', { eventId: delivery.eventId });
    recordMetric({ name: 'WebhookHeld' });
    return held?.status === 'held' ? continueAttempt(services, held) : undefined;
  }
  const payload = message.payload ?? (endpoint && (await loadPayload(table, delivery, event)));
  const startedAt = clock();
  const result = await attempt(services, delivery, payload, endpoint, startedAt);
  const endedAt = clock();
  if (endpoint) await noteHealth({ table, log }, endpoint, delivery, result, endedAt);
  const made = attempted(delivery, result, startedAt, endedAt, speed);
  const { status } = made.delivery;
  const due = nextAttemptDue(made.delivery, endedAt);
  const counted = endpoint && { ok: result.ok, at: startedAt };
  const isStored = await recordCounted(services, made, claim, due, counted);
  const outcome = isStored ? status : 'claim_lost';
  log.info('A webhook attempt was made', {
    eventId: delivery.eventId,
    orderId: delivery.orderId,
    outcome,
    status: made.attempt.status ?? undefined,
    reason: made.attempt.failureClass ?? undefined,
    durationMs: made.attempt.durationMs,
  });
  recordAttemptMetrics(delivery, endpoint, startedAt, outcome);
  if (isStored && due === undefined && status === 'pending')
    await send(nextAttemptMessage(made.delivery, endedAt, payload));
  await admission.end(true);
  if (isStored && endpoint?.strictOrder && status !== 'pending')
    await releaseNext(services, made.delivery, endpoint);
}

/**
 * Stores an attempt, and counts it for its endpoint: in the same transaction where it is alone, else with others.
 * @param counted what is counted besides; undefined for an endpoint that is gone
 * @returns false when the claim had expired and another worker has it now
 */
async function recordCounted(
  { table, counter }: AttemptServices,
  { delivery, attempt: made }: ReturnType<typeof attempted>,
  claim: Claim,
  due: DueItem | undefined,
  counted: Pick<CountedAttempt, 'ok' | 'at'> | undefined,
): Promise<boolean> {
  if (counter === undefined || counted === undefined)
    return (await recordAttempt(table, delivery, made, claim, { due })).stored;
  const { tenantId, mode, endpointId } = delivery;
  const counting = { tenantId, mode, endpointId, durationMs: made.durationMs, ...counted };
  const count = counter.alone(counting);
  // Begin storing it now, so that it is stored when the result is.
  if (!count) counter.count(counting);
  const recorded = await recordAttempt(table, delivery, made, claim, { due, count });
  if (count && !recorded.counted) counter.count(counting);
  return recorded.stored;
}

/** Reads the event that a message does not carry, which never changes; not where it may go on waiting for earlier ones. */
function beginReading(table: Table, { about, look, tenantId, mode }: AttemptMessage) {
  if (about === undefined || look !== undefined) return undefined;
  const reading = loadLoggedEvent(table, { tenantId, mode, ...about });
  // What fails is thrown where it is needed, which is not always.
  reading.catch(() => undefined);
  return reading;
}

/** Sends a held delivery on its way again, if its endpoint was enabled just as it was held. */
async function continueAttempt(
  { table, queues, clock, speed }: AttemptServices,
  delivery: WebhookDelivery,
): Promise<void> {
  const now = clock();
  const released = await releaseIfEnabled(table, delivery, now);
  if (released) await queues.send('webhooks', [queued(nextAttemptMessage(released, now), now, speed)]);
}

/** The remaining work for an attempt that was made, is being made, or must not be made. */
async function repeated(
  services: AttemptServices,
  message: AttemptMessage,
  { delivery, busyUntil, asked, claimId, watched }: StoredWebhookDelivery,
  now: Date,
): Promise<void> {
  const { table, queues, speed } = services;
  const { status, attempts } = delivery;
  if (status === 'held') return continueAttempt(services, delivery);
  if (status !== 'pending') return;
  if (attempts < message.attempt) {
    if (busyUntil === undefined)
      throw new Error(`Attempt ${message.attempt} was requested when only ${attempts} had been made`);
    // The worker that makes the attempt may die: one message looks again when its claim has expired, however many come. That
    // one may come a little early by another worker's clock, and then goes on.
    if (watched && busyUntil.getTime() - now.getTime() > ENDING_MS) return;
    await queues.send('webhooks', [afterClaim(message, busyUntil, now)]);
    if (claimId !== undefined && !watched) await noteWatched(table, delivery, claimId);
    return;
  }
  // The run that stored this attempt may have died before it requested the next one. The one after an older message was
  // requested, or this attempt would not have been made.
  if (attempts > message.attempt || asked || nextAttemptDue(delivery, now) !== undefined) return;
  await queues.send('webhooks', [queued(nextAttemptMessage(delivery, now), now, speed)]);
  await noteAsked(table, delivery);
}

/** A claim with less time left than this may have ended by another worker's clock. */
const ENDING_MS = 5_000;

/** The message, to come again when the claim has ended, for all others; claims are in real time. */
function afterClaim(message: AttemptMessage, until: Date, now: Date): Message {
  const { notBefore: _past, turn: _gone, look: _any, ...rest } = message;
  const delaySeconds = Math.ceil((until.getTime() - now.getTime()) / 1000) + 1;
  return { body: rest, group: message.endpointId, delaySeconds };
}

async function attempt(
  services: AttemptServices,
  delivery: WebhookDelivery,
  payload: string | undefined,
  endpoint: WebhookEndpoint | undefined,
  now: Date,
): Promise<WebhookAttemptResult> {
  if (endpoint === undefined || payload === undefined) return { ok: false, withheld: 'endpoint_deleted' };
  const { post, cipher, allowPrivate } = services;
  const request = await requestOf({ cipher, allowPrivate }, delivery, payload, endpoint, now);
  return reportingSlowness(
    () => post(request),
    () => markSlow(services, endpoint),
  );
}

function logFields({ tenantId, mode, deliveryId, endpointId, attempt }: AttemptMessage) {
  return { tenantId, mode, webhookDeliveryId: deliveryId, endpointId, attempt };
}
