import { inParallel } from '../../base/async/in-parallel.ts';
import type { Scope } from '../../base/scope.ts';
import { type EndingServices, optOutWrite } from '../outcomes/conclude-call.ts';
import { type ChatMessageClues, findChatMessage } from '../outcomes/sent-chat-messages.ts';
import { applyChatUpdate } from './apply-chat-update.ts';
import type { ChatUpdate } from './port/chat-update.ts';

/** An update from a service, and which chat message it is about. */
export interface ReceivedChatUpdate extends ChatMessageClues {
  update: ChatUpdate;
}

/** Customers whose updates are stored in parallel. */
const AT_ONCE = 8;

/**
 * Stores all updates of one request from a service, those of each customer in order. Updates about messages that are not
 * ours are ignored, except for an opt-out.
 * @throws the first failure, after all others were stored: the service sends the whole request again
 */
export async function receiveChatUpdates(
  services: EndingServices,
  scope: Scope,
  service: string,
  received: readonly ReceivedChatUpdate[],
): Promise<void> {
  const byCustomer = Map.groupBy(
    received,
    ({ phone, messageId, reference }) => phone ?? reference?.callId ?? messageId,
  );
  const results = await inParallel([...byCustomer.values()], AT_ONCE, async (all) => {
    for (const next of all) await take(services, scope, service, next);
  });
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function take(
  services: EndingServices,
  scope: Scope,
  service: string,
  received: ReceivedChatUpdate,
): Promise<void> {
  const { table, clock } = services;
  const { update, phone } = received;
  // An opt-out counts even when no chat message is found.
  if (update.answer?.meaning === 'opt_out' && phone !== undefined)
    await table.put(optOutWrite(scope, phone, clock()).put);
  const found = await findChatMessage(table, scope, received, clock());
  if (found) await applyChatUpdate(services, found, service, update);
}
