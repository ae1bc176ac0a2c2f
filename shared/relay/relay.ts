import type { DynamoDBRecord } from 'aws-lambda';
import type { Table } from '../adapters/dynamo/table.ts';
import type { LogFields, Logger } from '../adapters/logging/logger.ts';
import { laterMessage } from '../adapters/queues/later.ts';
import { parkedMessage } from '../adapters/queues/parked.ts';
import type { Outgoing, Queues } from '../adapters/queues/queues.ts';
import { delayUntil, type Speed } from '../adapters/queues/wait.ts';
import { inParallel } from '../base/async/in-parallel.ts';
import { remember } from '../base/async/remember.ts';
import type { Clock } from '../base/clock.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import { confirmsCashOrder, dispatchMessage } from '../deliveries/dispatch/booking-message.ts';
import type { QueueJob } from '../events/event.ts';
import { NewerEvent, readEvents, type StoredEvent } from '../events/stream.ts';
import { isTimeToKeepSearch, searchMessage } from '../orders/search/search-message.ts';
import { type CountedEvent, countEvents } from '../reports/statistics/count-events.ts';
import { loadRetentionDays, tenantKey } from '../tenants/tenant/tenant.ts';
import { fanOut, hasReceivers } from '../webhooks/deliveries/fan-out.ts';
import { loadEndpoints } from '../webhooks/endpoints/endpoint.ts';
import { isPermanent } from './permanent.ts';

/** Events worked on at a time: enough to hide the table's answer time, few enough not to be throttled. */
const AT_A_TIME = 16;

export interface RelayServices {
  table: Table;
  queues: Queues;
  clock: Clock;
  speed: Speed;
  log: Logger;
}

/** A record that was not relayed. */
export interface NotRelayed {
  record: DynamoDBRecord;
  /** Those of its events that can be read. */
  events: readonly StoredEvent[];
  /** Why it failed. */
  failure?: unknown;
}

interface Step extends NotRelayed {
  outgoing: Outgoing[];
}

/**
 * Relays events to those that need them: sends each event's job to its queue, makes a delivery for each endpoint that
 * subscribes to it, dispatches a confirmed order where its tenant wants that, and adds to the statistics. Relaying a record
 * twice makes nothing twice. A record that a newer release wrote waits in the queue `later`, one that can never be
 * relayed is parked, both whole.
 *
 * @returns the sequence numbers of the records that must be retried
 */
export async function relay(services: RelayServices, records: readonly DynamoDBRecord[]): Promise<string[]> {
  const failed = await relayOnce(services, records);
  const again = await inParallel(failed, AT_A_TIME, (step) => setAside(services, step));
  return failed.flatMap(({ record }, index) => {
    const result = again[index];
    const isAside = result?.status === 'fulfilled' && result.value;
    return isAside ? [] : [record.dynamodb?.SequenceNumber ?? ''];
  });
}

/** Relays what can be relayed. @returns what could not */
export async function relayOnce(
  services: RelayServices,
  records: readonly DynamoDBRecord[],
): Promise<NotRelayed[]> {
  const steps: Step[] = records.map((record) => ({ record, ...readEvents(record), outgoing: [] }));
  const { table } = services;
  // Once for a batch, however many of its events ask.
  const endpoints = remember((scope: Scope) => loadEndpoints(table, scope), { keyOf: scopeKey });
  const tenants = remember((tenantId: string) => table.get(tenantKey(tenantId)));
  await inParallel(steps, AT_A_TIME, async (step) => {
    for (const event of step.events)
      try {
        if (event.job) step.outgoing.push(jobMessage(event, event.job, services));
        if (confirmsCashOrder(event) && (await tenants(event.tenantId))?.autoDispatch === true)
          step.outgoing.push({ queue: 'bookings', message: dispatchMessage(event) });
        if (isTimeToKeepSearch(event)) step.outgoing.push({ queue: 'search', message: searchMessage(event) });
        if (!hasReceivers(event)) continue;
        const retentionDays = () => retentionKnownTo(table)(event.tenantId);
        step.outgoing.push(...(await fanOut(services, event, await endpoints(event), retentionDays)));
      } catch (error) {
        if (step.failure === undefined || isSetAside(step.failure)) step.failure = error;
      }
  });
  await Promise.all([send(services, steps), count(services, steps)]);
  for (const { events, failure } of steps)
    if (failure === undefined)
      for (const event of events) services.log.info('An event was relayed', logged(event));
  return steps.filter(({ failure }) => failure !== undefined);
}

type RetentionDays = (tenantId: string) => Promise<number>;

const retentions = new WeakMap<Table, RetentionDays>();

/** How long tenants keep deliveries, cached for a minute: it counts in days, and every event needs it. */
function retentionKnownTo(table: Table): RetentionDays {
  const known = retentions.get(table);
  if (known !== undefined) return known;
  const days = remember((tenantId: string) => loadRetentionDays(table, tenantId), { lastsMs: 60_000 });
  retentions.set(table, days);
  return days;
}

/** Whether a record that failed in this way is set aside: the events of it that can be relayed must be relayed now. */
const isSetAside = (failure: unknown): boolean => failure instanceof NewerEvent || isPermanent(failure);

/** These fields make an order's log lines readable as its history. */
const logged = ({ id, type, tenantId, mode, orderId }: StoredEvent): LogFields => ({
  eventId: id,
  eventType: type,
  tenantId,
  mode,
  orderId,
});

const loggedFirst = ([event]: readonly StoredEvent[]): LogFields => (event ? logged(event) : {});

function jobMessage(event: StoredEvent, job: QueueJob, { clock, speed }: RelayServices): Outgoing {
  const { queue, body, notBefore, group = event.tenantId } = job;
  const delaySeconds = delayUntil(notBefore === undefined ? undefined : new Date(notBefore), clock(), speed);
  return { queue, message: { body: { ...body, ...(notBefore && { notBefore }) }, group, delaySeconds } };
}

/** Sends all messages, ten in a round trip; when one of the ten fails, each event's alone, to find out which. */
async function send({ queues }: RelayServices, steps: readonly Step[]): Promise<void> {
  const ready = steps.filter(({ failure }) => failure === undefined || isSetAside(failure));
  const all = ready.flatMap((step) => step.outgoing.map((outgoing) => ({ step, ...outgoing })));
  const batches = [...new Set(all.map(({ queue }) => queue))].flatMap((queue) => {
    const ofQueue = all.filter((outgoing) => outgoing.queue === queue);
    return Array.from({ length: Math.ceil(ofQueue.length / 10) }, (_, index) => ({
      queue,
      parts: ofQueue.slice(index * 10, index * 10 + 10),
    }));
  });
  await inParallel(batches, AT_A_TIME, async ({ queue, parts }) => {
    try {
      await queues.send(
        queue,
        parts.map(({ message }) => message),
      );
    } catch {
      for (const { step, message } of parts)
        try {
          await queues.send(queue, [message]);
        } catch (error) {
          step.failure = error;
        }
    }
  });
}

/** Adds what events change to the statistics, all of a day together. */
async function count({ table, clock }: RelayServices, steps: readonly Step[]): Promise<void> {
  const counted = steps.flatMap((step) => step.events.filter(isCounted).map((event) => ({ step, event })));
  const failures = await countEvents(
    table,
    counted.map(({ event }) => event),
    clock(),
  );
  for (const { step, event } of counted) {
    const failure = failures.get(event);
    if (failure !== undefined) step.failure = failure;
  }
}

const isCounted = (event: StoredEvent): event is StoredEvent & CountedEvent =>
  event.statistics !== undefined && event.statistics.length > 0;

/** Takes a record that cannot be relayed now out of the way of those behind it. @returns whether the stream may go on */
async function setAside(services: RelayServices, step: NotRelayed): Promise<boolean> {
  const { queues, clock, speed, log } = services;
  const { record, events, failure } = step;
  if (failure instanceof NewerEvent) {
    const since = clock().toISOString();
    await queues.send('later', [laterMessage({ record, since }, speed)]);
    log.warn('Event unknown to this release: sent to the later queue', { error: failure });
    return true;
  }
  if (isPermanent(failure)) {
    await park(services, step);
    return true;
  }
  log.warn('An event could not be relayed and will be retried', {
    ...loggedFirst(events),
    error: failure,
  });
  return false;
}

/** Puts a record that can never be relayed where people look at it. */
export async function park(
  { queues, log }: RelayServices,
  { record, events, failure }: NotRelayed,
): Promise<void> {
  await queues.send('parked', [parkedMessage({ record }, failure)]);
  log.error('An event was not relayed and was parked', {
    ...loggedFirst(events),
    error: failure,
  });
}
