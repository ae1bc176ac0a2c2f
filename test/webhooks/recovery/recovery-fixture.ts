import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import type { Queues } from '../../../shared/adapters/queues/queues.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { EVENT_ENTITY } from '../../../shared/events/event.ts';
import { relay } from '../../../shared/relay/relay.ts';
import {
  newWebhookDelivery,
  type WebhookDelivery,
} from '../../../shared/webhooks/deliveries/webhook-delivery.ts';
import {
  createWebhookDelivery,
  webhookDeliveryFromItem,
  webhookDeliveryKey,
} from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { type RecoverServices, recover } from '../../../shared/webhooks/recovery/recover.ts';
import { requireRecovery, type WebhookRecovery } from '../../../shared/webhooks/recovery/recovery.ts';
import type { RecoveryMessage } from '../../../shared/webhooks/recovery/recovery-message.ts';
import { type RecoveryRequest, startRecovery } from '../../../shared/webhooks/recovery/start-recovery.ts';
import { type CrashPoint, crashing, neverCrash } from '../../support/crash.ts';
import { recordOf } from '../support/factories.ts';
import { createFixture, type Fixture, START } from '../support/fixture.ts';

export interface RecoveryFixture extends Fixture {
  recovering: RecoverServices;
  /** A delivery as it stands some minutes before now. */
  stand(minutesAgo: number, changes?: Partial<WebhookDelivery>): Promise<WebhookDelivery>;
  /** Starts a recovery of what failed or is held and relays it, so that its message waits. */
  begin(asked: Partial<RecoveryRequest> & { endpointId: string }): Promise<WebhookRecovery>;
  /** Relays what the API stored of a recovery. */
  relayRecovery(id: string): Promise<void>;
  /** The messages that wait in the recoveries queue. */
  waiting: RecoveryMessage[];
  /** Works the recoveries queue off; a message whose handling throws stays in it. */
  work(): Promise<void>;
  standing(recovery: WebhookRecovery): Promise<WebhookRecovery>;
  delivery(id: string): Promise<WebhookDelivery>;
}

/** A fixture with a recoveries queue, whose worker takes three deliveries a page. */
export function createRecoveryFixture(
  table: Table,
  { point, scope, start = START }: { point?: CrashPoint; scope?: Scope; start?: Date } = {},
): RecoveryFixture {
  const fixture = createFixture(table, point ?? neverCrash(), scope, start);
  const waiting: RecoveryMessage[] = [];
  const queues: Queues = {
    async send(queue, messages) {
      if (queue !== 'recoveries') return fixture.queue.send(queue, messages);
      waiting.push(...messages.map(({ body }) => body as RecoveryMessage));
    },
  };
  const { clock, speed, log } = fixture.services;
  const recovering: RecoverServices = {
    ...{ table: fixture.services.table, queues: point ? crashing(queues, point) : queues },
    ...{ clock, speed, log },
    remaining: () => 60_000,
    pageSize: 3,
  };
  let events = 0;
  const relayRecovery = async (id: string) => {
    const pk = `RECOVERY#${fixture.scope.tenantId}#${fixture.scope.mode}#${id}`;
    const { items } = await table.query({ pk, prefix: 'EVENT#' });
    const records = items.filter(({ entity }) => entity === EVENT_ENTITY).map((item) => recordOf(item));
    const again = await relay({ table, queues, clock, speed, log }, records);
    if (again.length > 0) throw new Error('The event was not relayed');
  };
  return {
    ...fixture,
    recovering,
    waiting,
    relayRecovery,
    stand(minutesAgo, changes = {}) {
      const at = new Date(start.getTime() - minutesAgo * 60_000).toISOString();
      const eventId = `evt_${++events}`;
      const draft = { ...fixture.scope, endpointId: 'whe_1', eventId, event: 'call.outcome_final' } as const;
      const { endpointId, event, orderId, ...rest } = { ...draft, orderId: undefined, ...changes };
      const body = JSON.stringify({ event: eventId });
      const fresh = newWebhookDelivery({ ...draft, endpointId, event, orderId, body, at });
      const ended = { attempts: 4, waits: [], nextAttemptAt: undefined, ...rest };
      return createWebhookDelivery(table, { ...fresh, status: 'failed', ...ended });
    },
    async begin(asked) {
      const about = { statuses: ['failed', 'held'], dryRun: false, ...asked } as const;
      const { pageSize } = recovering;
      const recovery = await startRecovery(table, fixture.scope, about, clock(), () => [], pageSize);
      await relayRecovery(recovery.id);
      return recovery;
    },
    async work() {
      for (let count = 0; waiting[0] !== undefined; count++) {
        if (count > 1000) throw new Error('The recovery does not end');
        await recover(recovering, waiting[0]);
        waiting.shift();
      }
    },
    standing: (recovery) => requireRecovery(table, fixture.scope, recovery.id, clock()),
    async delivery(id) {
      const item = await table.get(webhookDeliveryKey(fixture.scope, id));
      if (item === undefined) throw new Error('There is no such delivery');
      return webhookDeliveryFromItem(item);
    },
  };
}
