import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import {
  absent,
  type Changes,
  type Condition,
  type Item,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { EventOf } from '../../events/event.ts';
import { loadEndpoint } from '../endpoints/endpoint.ts';
import { busyUntil } from './attempt-claim.ts';
import { nextAttemptMessage } from './attempt-message.ts';
import { isExpired } from './retention.ts';
import { retried, type WebhookDelivery } from './webhook-delivery.ts';
import {
  changesTo,
  webhookDeliveryEventToItem,
  webhookDeliveryFromItem,
  webhookDeliveryKey,
} from './webhook-delivery-store.ts';

/**
 * Sends the event of a delivery once more, right now and under the same id.
 * @throws Problem not_found, webhook_endpoint_disabled, or webhook_attempt_under_way
 */
export function retryWebhookDelivery(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
  receiptFor: (delivery: WebhookDelivery) => readonly Write[],
): Promise<WebhookDelivery> {
  return decideAndStore(
    { table, clock: () => now },
    {
      async load() {
        const item = await table.get(webhookDeliveryKey(scope, id));
        if (item === undefined) throw new Problem('not_found');
        const before = webhookDeliveryFromItem(item);
        if (isExpired(before, now)) throw new Problem('not_found');
        return { item, endpoint: await loadEndpoint(table, scope, before.endpointId) };
      },
      decide({ item, endpoint }) {
        if (endpoint?.enabled === false) throw new Problem('webhook_endpoint_disabled');
        const retry = retryOf(item, now);
        if (retry === undefined) throw new Problem('webhook_attempt_under_way');
        const { delivery, changes, unchanged } = retry;
        return {
          answer: delivery,
          writes: [
            { update: webhookDeliveryKey(scope, id), changes, if: unchanged, name: 'delivery' },
            { put: webhookDeliveryEventToItem(delivery, eventOf(delivery, now)), if: absent },
          ],
          receipt: receiptFor(delivery),
        };
      },
      refused: (cause) =>
        cause.failed('delivery') ? new Problem('webhook_attempt_under_way', {}, { cause }) : undefined,
    },
  );
}

function eventOf(delivery: WebhookDelivery, now: Date): EventOf<'webhook.retried'> {
  const { id, tenantId, mode, endpointId } = delivery;
  return {
    id: newId('event', now),
    type: 'webhook.retried',
    tenantId,
    mode,
    at: now.toISOString(),
    data: { deliveryId: id },
    job: { queue: 'webhooks', body: nextAttemptMessage(delivery, now), group: endpointId },
  };
}

/** One more requested attempt: the delivery with it, and the changes to its item. */
export interface Retry {
  delivery: WebhookDelivery;
  changes: Required<Pick<Changes, 'set' | 'remove'>>;
  /** The condition of the changes. */
  unchanged: Condition;
}

/** Requests one more attempt of the delivery that an item holds; undefined while one is under way. */
export function retryOf(item: Item, now: Date): Retry | undefined {
  const before = webhookDeliveryFromItem(item);
  const delivery = retried(before, busyUntil(item, now) !== undefined, now);
  if (delivery === undefined) return undefined;
  return { delivery, changes: changesTo(delivery), unchanged: stillAs(before, item.claimUntil) };
}

/** No attempt has begun, ended or been requested since. */
function stillAs({ status, attempts, nextAttemptAt }: WebhookDelivery, claimUntil: unknown): Condition {
  const same = (name: string, value: unknown) =>
    value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`;
  const entries = Object.entries({ status, attempts, nextAttemptAt, claimUntil });
  return {
    expression: entries.map(([name, value]) => same(name, value)).join(' AND '),
    names: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(
      entries.filter(([, value]) => value !== undefined).map(([name, value]) => [`:${name}`, value]),
    ),
  };
}
