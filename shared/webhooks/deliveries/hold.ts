import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Changes, Condition } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { loadEndpoint } from '../endpoints/endpoint.ts';
import { held, released, type WebhookDelivery } from './webhook-delivery.ts';
import { changesTo, webhookDeliveryFromItem, webhookDeliveryKey } from './webhook-delivery-item.ts';
import type { Claim } from './webhook-delivery-store.ts';

/**
 * Keeps a delivery for an endpoint that is disabled, instead of making the attempt that was claimed, and gives the claim
 * back. No attempt is used up.
 * @returns what is stored; it is not held when the claim had expired and another worker has it now
 */
export function holdWebhookDelivery(
  table: Table,
  delivery: WebhookDelivery,
  claim: Claim,
): Promise<WebhookDelivery | undefined> {
  const { set, remove } = changesTo(held(delivery));
  const ours = {
    expression: '#claim = :claim',
    names: { '#claim': 'claimId' },
    values: { ':claim': claim.id },
  };
  return change(table, delivery, { set, remove: [...remove, 'claimId', 'claimUntil'] }, ours);
}

/**
 * Releases a held delivery whose endpoint is enabled. To be called after each time that one was stored as held: its
 * endpoint may have been enabled since it was read, and the search for held deliveries then did not see this one.
 * @returns the delivery, when it is to be sent now
 */
export async function releaseIfEnabled(
  table: Table,
  delivery: WebhookDelivery,
  now: Date,
): Promise<WebhookDelivery | undefined> {
  const endpoint = await loadEndpoint(table, delivery, delivery.endpointId);
  if (!endpoint?.enabled) return undefined;
  const stored = await change(table, delivery, changesTo(released(delivery, now)), stillHeld(delivery));
  return stored?.status === 'pending' ? stored : undefined;
}

/** It has neither been released nor held again since. */
const stillHeld = ({ attempts }: WebhookDelivery): Condition => ({
  expression: '#status = :held AND #attempts = :attempts',
  names: { '#status': 'status', '#attempts': 'attempts' },
  values: { ':held': 'held', ':attempts': attempts },
});

/** Changes a delivery on a condition, and returns what is stored afterwards, whoever wrote it. */
async function change(
  table: Table,
  delivery: WebhookDelivery,
  changes: Changes,
  condition: Condition,
): Promise<WebhookDelivery | undefined> {
  try {
    return webhookDeliveryFromItem(
      await table.update(webhookDeliveryKey(delivery, delivery.id), changes, condition),
    );
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return error.item && webhookDeliveryFromItem(error.item);
  }
}
