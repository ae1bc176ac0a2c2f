import {
  DUE_SHARDS,
  dueFromItem,
  duePartition,
  type StoredDue,
  sweepDue,
} from '../../../shared/adapters/due/due.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { createLogger } from '../../../shared/adapters/logging/logger.ts';
import { post } from '../../../shared/adapters/outbound/post.ts';
import type { Queues } from '../../../shared/adapters/queues/queues.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import {
  type AttemptMessage,
  nextAttemptMessage,
  queued,
} from '../../../shared/webhooks/deliveries/attempt-message.ts';
import type { AttemptServices } from '../../../shared/webhooks/deliveries/attempt-services.ts';
import { listWebhookDeliveries } from '../../../shared/webhooks/deliveries/list-webhook-deliveries.ts';
import {
  newWebhookDelivery,
  type WebhookDelivery,
  type WebhookDeliveryDraft,
} from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import {
  createWebhookDelivery,
  loadWebhookDelivery,
  webhookDeliveryKey,
} from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { createEndpoint, type NewEndpoint } from '../../../shared/webhooks/endpoints/create-endpoint.ts';
import type { WebhookEndpoint } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { type CrashPoint, crashing } from '../../support/crash.ts';
import { cipher } from '../../support/data/cipher.ts';
import { type VirtualQueue, virtualQueue } from '../../support/queues/virtual-queue.ts';
import { storeCall } from './factories.ts';
import { handleMessage } from './messages.ts';

export const START = new Date('2026-03-17T21:00:01.000Z');

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const silent = createLogger({}, { write: () => {} });

export interface Fixture {
  scope: Scope;
  queue: VirtualQueue;
  services: AttemptServices;
  addEndpoint(changes: Partial<NewEndpoint> & { url: string }): Promise<WebhookEndpoint>;
  /** A delivery of its own event that stands and that no message asks for; later ones are newer. */
  addDelivery(changes?: Partial<WebhookDeliveryDraft>): Promise<WebhookDelivery>;
  /** Changes what is stored of a delivery, as somebody else does meanwhile. */
  change(delivery: WebhookDelivery, set: object): Promise<void>;
  /** Puts the message that asks for a delivery's next attempt into the queue. */
  ask(delivery: WebhookDelivery): Promise<void>;
  /** Works the webhooks queue off, hours of waiting included. A process that died is started again. */
  drain(): Promise<void>;
  /** The same, and what waits for the sweep: days of waiting included. */
  drainDue(): Promise<void>;
  /** The one delivery that this tenant has, with its attempts. */
  onlyDelivery(): Promise<NonNullable<Awaited<ReturnType<typeof loadWebhookDelivery>>>>;
}

/** The table, every page and every write of which is a step after which the process may die. */
function crashingTable(table: Table, point: CrashPoint): Table {
  const steps = crashing(table, point);
  return {
    ...steps,
    async *all(query) {
      for (let after = query.after, more = true; more; ) {
        const page = await steps.query({ ...query, ...(after && { after }) });
        yield* page.items;
        after = page.next;
        more = after !== undefined;
      }
    },
  };
}

/** Starts the process again that died, and passes on what it died of. */
export const clearCrash = (point: CrashPoint | undefined) => (error: unknown) => {
  if (point) point.stepsLeft = undefined;
  throw error;
};

/** What turns the clock on to the next sweep. */
const SWEEP = { sweep: true };

/** What waits for the sweep of this tenant's webhooks. */
export async function dueItems(table: Table, { tenantId }: Scope): Promise<StoredDue[]> {
  const found: StoredDue[] = [];
  for (let shard = 0; shard < DUE_SHARDS; shard++)
    for await (const item of table.all({ pk: duePartition(shard) })) found.push(dueFromItem(item));
  return found.filter(({ body }) => (body as AttemptMessage).tenantId === tenantId);
}

/** A tenant of its own on the table, and a webhooks queue under a virtual clock. The receivers are real. */
export function createFixture(
  table: Table,
  point?: CrashPoint,
  scope: Scope = { tenantId: newId('tenant', new Date()), mode: 'test' },
  start = START,
): Fixture {
  const queue = virtualQueue(start, 'webhooks');
  let deliveries = 0;
  const queues: Queues = { send: queue.send };
  const posting = { post };
  const drain = () =>
    queue.drain(async (body) => {
      if (!('sweep' in body)) return handleMessage(services, JSON.stringify(body)).catch(clearCrash(point));
      await sweepDue({ table, queues, clock: queue.now, speed: 1, log: silent, remaining: () => 60_000 });
    });
  const services: AttemptServices = {
    table: point ? crashingTable(table, point) : table,
    queues: point ? crashing(queues, point) : queues,
    cipher,
    post: point ? crashing(posting, point).post : post,
    clock: queue.now,
    sleep: queue.sleep,
    speed: 1,
    allowPrivate: true,
    log: silent,
  };
  return {
    scope,
    queue,
    services,
    addEndpoint: async (changes) => {
      const given = { events: ['call.outcome_final'], enabled: true, secret: SECRET, ...changes } as const;
      await storeCall(table, scope);
      return (await createEndpoint({ table, cipher }, scope, given, queue.now(), () => [])).endpoint;
    },
    addDelivery(changes = {}) {
      const at = new Date(start.getTime() - 1000 + ++deliveries).toISOString();
      const own = { eventId: `evt_${deliveries}`, event: 'call.outcome_final', body: '{"a":1}', at } as const;
      return createWebhookDelivery(
        table,
        newWebhookDelivery({ ...scope, endpointId: 'whe_1', ...own, ...changes }),
      );
    },
    async change({ id }, set) {
      await table.update(webhookDeliveryKey(scope, id), { set: { ...set } });
    },
    async ask(delivery) {
      const now = queue.now();
      await queue.send('webhooks', [queued(nextAttemptMessage(delivery, now), now, 1)]);
    },
    drain,
    async drainDue() {
      for (;;) {
        await drain();
        const [next] = (await dueItems(table, scope)).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
        if (next === undefined) return;
        queue.due(SWEEP, new Date(next.dueAt));
      }
    },
    async onlyDelivery() {
      const { deliveries } = await listWebhookDeliveries(table, scope, {}, 2, undefined, queue.now());
      const [only] = deliveries;
      if (only === undefined || deliveries.length > 1)
        throw new Error(`${deliveries.length} deliveries stand`);
      const found = await loadWebhookDelivery(table, scope, only.id);
      if (found === undefined) throw new Error('The delivery is in the list only');
      return found;
    },
  };
}
