import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Logger } from '../../adapters/logging/logger.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import type { Queues } from '../../adapters/queues/queues.ts';
import type { Speed } from '../../adapters/queues/wait.ts';
import type { Clock } from '../../base/clock.ts';
import { nextAttemptMessage, queued } from '../deliveries/attempt-message.ts';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import { loadEndpoint } from '../endpoints/endpoint.ts';
import {
  advanced,
  type CancelReason,
  cancelling,
  loadRecovery,
  settled,
  storeProgress,
  type WebhookRecovery,
} from './recovery.ts';
import type { RecoveryMessage } from './recovery-message.ts';
import { readNextPage, requestedDeliveries, workPage } from './work-page.ts';

/** Deliveries in one page. */
export const PAGE_SIZE = 100;

/** Pause between two pages that send, which limits how many deliveries per second join the receiver's queue. */
const PAUSE_SECONDS = 1;

/** Time needed to finish a page; none is started with less left. */
const RESERVE_MS = 10_000;

/** When a second message checks again whether another worker is still busy with this recovery. */
const LOOK_AGAIN_SECONDS = 60;

export interface RecoverServices {
  table: Table;
  queues: Queues;
  clock: Clock;
  speed: Speed;
  log: Logger;
  /** Milliseconds left in this invocation. */
  remaining: () => number;
  pageSize: number;
}

/**
 * Works on a recovery and queues the next message unless it has ended. The message may be acknowledged when this
 * returns. A crash anywhere is safe: a page is processed again until its result has been stored.
 */
export async function recover(services: RecoverServices, message: RecoveryMessage): Promise<void> {
  const { table, clock, remaining } = services;
  const { tenantId, recoveryId } = message;
  let recovery = await loadRecovery(table, message, recoveryId, clock());
  while (recovery?.status === 'running') {
    const reason = recovery.dryRun ? undefined : await obstacle(table, recovery);
    if (reason !== undefined) {
      await cancel(services, recovery, reason);
      recovery = await loadRecovery(table, message, recoveryId, clock());
      break;
    }
    const before: WebhookRecovery = recovery;
    recovery = await advanceRecovery(services, before);
    if (recovery === undefined) return again(services, message, LOOK_AGAIN_SECONDS);
    if (recovery.status !== 'running') break;
    const hasSent = recovery.sent > before.sent;
    if (hasSent || remaining() < RESERVE_MS) return again(services, message, hasSent ? PAUSE_SECONDS : 0);
  }
  if (recovery === undefined) return;
  if (recovery.status === 'cancelled') await finishCancelledPage(services, recovery);
  const { status, sent } = recovery;
  services.log.info('A webhook recovery has ended', { tenantId, recoveryId, outcome: status, count: sent });
}

/** Processes a page and stores the result together with the next page; undefined when another worker did so. */
async function advanceRecovery(
  services: RecoverServices,
  recovery: WebhookRecovery,
): Promise<WebhookRecovery | undefined> {
  const { table, clock, pageSize } = services;
  const now = clock();
  const { tally, asked } = await workPage(table, recovery, now);
  await send(services, asked);
  const page = await readNextPage(table, recovery, pageSize);
  return storeProgress(table, recovery, advanced(recovery, tally, page, now));
}

async function send({ queues, clock, speed }: RecoverServices, asked: readonly WebhookDelivery[]) {
  if (asked.length === 0) return;
  const now = clock();
  const messages = asked.map((delivery) => queued(nextAttemptMessage(delivery, now), now, speed));
  await queues.send('webhooks', messages);
  recordMetric({ name: 'WebhookRecovered', value: asked.length });
}

/**
 * Sends what the last page of a cancelled recovery had requested, and counts it once: its worker may have crashed, and
 * the page is never processed again.
 */
async function finishCancelledPage(services: RecoverServices, recovery: WebhookRecovery): Promise<void> {
  const asked = await requestedDeliveries(services.table, recovery);
  await send(
    services,
    asked.filter(({ status }) => status === 'pending'),
  );
  if (!recovery.settled) await storeProgress(services.table, recovery, settled(recovery, asked.length));
}

/** Why nothing can be sent right now: every delivery would be held again, or fail. */
async function obstacle(table: Table, recovery: WebhookRecovery): Promise<CancelReason | undefined> {
  const endpoint = await loadEndpoint(table, recovery, recovery.endpointId);
  if (endpoint === undefined) return 'endpoint_deleted';
  return endpoint.enabled ? undefined : 'endpoint_disabled';
}

async function cancel(
  { table, clock }: RecoverServices,
  recovery: WebhookRecovery,
  reason: CancelReason,
): Promise<void> {
  const { write } = cancelling(recovery, reason, clock());
  try {
    await table.update(write.update, write.changes, write.if);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** Queues the message again. All messages of a recovery form one group, so that a large one delays no other tenant. */
function again({ queues }: RecoverServices, message: RecoveryMessage, delaySeconds: number): Promise<void> {
  return queues.send('recoveries', [{ body: message, group: message.tenantId, delaySeconds }]);
}
