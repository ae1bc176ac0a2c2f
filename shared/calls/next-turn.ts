import type { Table } from '../adapters/dynamo/table.ts';
import type { Queues } from '../adapters/queues/queues.ts';
import { loadOrder } from '../orders/order-store.ts';
import { dialMessage, type NextTurnMessage } from './messages.ts';
import { lineFromItem, lineKey, loadRunning, loadWaiting, waitingRounds } from './phone-line.ts';

/**
 * A round has ended: the round that has waited longest for its phone is dialed. Those on the way whose own rounds are over are
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
  const { phone } = order.customer;
  const line = await table.get(lineKey(message, phone));
  const holder = line && lineFromItem(line).holder;
  if (holder && (await loadRunning(table, message, holder))) return;
  for await (const waiting of waitingRounds(table, message, phone)) {
    const running = await loadWaiting(table, message, waiting);
    await send(waiting.orderId, running?.round.lastCallId ?? waiting.callId);
    if (running) return;
    await table.delete({ pk: waiting.pk, sk: waiting.sk });
  }
}
