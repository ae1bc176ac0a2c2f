import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { scopeKey } from '../../../shared/base/scope.ts';
import { EVENT_ENTITY } from '../../../shared/events/event.ts';
import { relay } from '../../../shared/relay/relay.ts';
import { webhookDeliveryKey } from '../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { recordOf } from './factories.ts';
import type { Fixture } from './fixture.ts';

/** Relays what the API stored beside a delivery, as the stream would bring it. */
export const relayDeliveryEvents = (table: Table, fixture: Fixture, id: string): Promise<string[]> =>
  relayEvents(table, fixture, webhookDeliveryKey(fixture.scope, id).pk);

/** Relays what was stored beside an endpoint. */
export const relayEndpointEvents = (table: Table, fixture: Fixture, id: string): Promise<string[]> =>
  relayEvents(table, fixture, `ENDPOINT#${scopeKey(fixture.scope)}#${id}`);

/** Relays every event of a partition. @returns their types. @throws Error when some must come again */
export async function relayEvents(table: Table, { services }: Fixture, pk: string): Promise<string[]> {
  const types: string[] = [];
  const records = [];
  for await (const item of table.all({ pk })) {
    if (item.entity !== EVENT_ENTITY) continue;
    types.push(String(item.type));
    records.push(recordOf(item));
  }
  const again = await relay(services, records);
  if (again.length > 0) throw new Error(`${again.length} records were not relayed`);
  return types;
}
