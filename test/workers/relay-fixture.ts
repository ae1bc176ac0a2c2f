import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import type { Message, QueueName } from '../../shared/adapters/queues/queues.ts';
import { newId } from '../../shared/base/ids.ts';
import type { Scope } from '../../shared/base/scope.ts';
import type { RelayServices } from '../../shared/relay/relay.ts';
import { listWebhookDeliveries } from '../../shared/webhooks/deliveries/list-webhook-deliveries.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery.ts';
import { createEndpoint, type NewEndpoint } from '../../shared/webhooks/endpoints/create-endpoint.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoints/endpoint.ts';
import { cipher } from '../support/data/cipher.ts';
import { storeCall } from '../webhooks/support/factories.ts';

export const NOW = new Date('2026-03-17T21:00:01.000Z');

export interface RelayFixture {
  scope: Scope;
  services: RelayServices;
  /** What was sent, in its order. */
  sent: { queue: QueueName; message: Message }[];
  addEndpoint(changes?: Partial<NewEndpoint>, owner?: Scope): Promise<WebhookEndpoint>;
  deliveries(): Promise<WebhookDelivery[]>;
  /** The services, with queues that take a message only after this has let it pass. */
  refusing(check: (queue: QueueName, messages: readonly Message[]) => void): RelayServices;
}

/** A tenant of its own on the table, and queues that only note what they are sent. */
export function createRelayFixture(table: Table): RelayFixture {
  const scope: Scope = { tenantId: newId('tenant', NOW), mode: 'live' };
  const sent: RelayFixture['sent'] = [];
  const services: RelayServices = {
    table,
    queues: {
      async send(queue, messages) {
        // One of 32 orders asks for the search to be kept, which has tests of its own.
        if (queue !== 'search') for (const message of messages) sent.push({ queue, message });
      },
    },
    clock: () => NOW,
    speed: 1,
    log: createLogger({}, { write: () => {} }),
  };
  return {
    scope,
    services,
    sent,
    addEndpoint: async (changes, owner = scope) => {
      const usual = { url: 'http://127.0.0.1:1/', events: ['call.outcome_final'], enabled: true } as const;
      const given = { ...usual, ...changes };
      await storeCall(table, owner);
      return (await createEndpoint({ table, cipher }, owner, given, NOW, () => [])).endpoint;
    },
    deliveries: async () => (await listWebhookDeliveries(table, scope, {}, 100, undefined, NOW)).deliveries,
    refusing: (check) => ({
      ...services,
      queues: {
        async send(queue, messages) {
          check(queue, messages);
          return services.queues.send(queue, messages);
        },
      },
    }),
  };
}
