import type { Table } from '../../../shared/dynamo/table.ts';
import { EVENT_ENTITY } from '../../../shared/events/event.ts';
import { relay } from '../../../shared/events/relay.ts';
import { deliveryKey } from '../../../shared/webhooks/delivery-item.ts';
import { recordOf } from './factories.ts';
import type { World } from './world.ts';

/** Relays what the API stored beside a delivery, as the stream would bring it. */
export async function relayDeliveryEvents(
  table: Table,
  { scope, services }: World,
  id: string,
): Promise<string[]> {
  const { pk } = deliveryKey(scope, id);
  const types: string[] = [];
  const records = [];
  for await (const item of table.all({ pk, prefix: 'EVENT#' })) {
    if (item.entity !== EVENT_ENTITY) continue;
    types.push(String(item.type));
    records.push(recordOf(item));
  }
  const again = await relay(services, records);
  if (again.length > 0) throw new Error(`${again.length} records were not relayed`);
  return types;
}
