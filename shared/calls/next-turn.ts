import type { Table } from '../adapters/dynamo/table.ts';
import type { Queues } from '../adapters/queues/queues.ts';
import { loadOrder } from '../orders/order-store.ts';
import { loadRunning, waitingFromItem } from './load-phone-line.ts';
import type { NextTurnMessage } from './messages.ts';
import { LINE_SORT, lineFromItem, linePartition } from './phone-line.ts';
import { dialMessage } from './schedule.ts';

/**
 * A round has ended: whoever has waited longest for its phone is dialed. Those on the way whose own rounds are over are
 * dropped by their dials. Harmless when it comes twice: a dial takes its turn or waits on.
 */
export async function giveNextTurn(
  { table, queues }: { table: Table; queues: Queues },
  message: NextTurnMessage,
): Promise<void> {
  const order = await loadOrder(table, message, message.orderId);
  if (order === undefined) return;
  const { tenantId, mode } = message;
  const send = (orderId: string, id: string) =>
    queues.send('calls', [{ body: dialMessage({ tenantId, mode, orderId, id }, null) }]);
  for await (const item of table.all({ pk: linePartition(message, order.customer.phone) })) {
    if (item.sk === LINE_SORT) {
      const { holder } = lineFromItem(item);
      if (holder && (await loadRunning(table, message, holder))) return;
      continue;
    }
    const waiting = waitingFromItem(item);
    const running = await loadRunning(table, message, waiting);
    await send(waiting.orderId, running?.round.lastCallId ?? waiting.callId);
    if (running) return;
    await table.delete({ pk: item.pk, sk: item.sk });
  }
}
