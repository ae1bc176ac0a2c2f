import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { loadOrder } from '../../orders/store/order-store.ts';
import { subscriberOf } from '../../phones/subscriber.ts';
import { type Call, callFromItem, callKey, isChatMessage } from '../call/call.ts';
import type { CallReference } from '../telephony/port/reference.ts';
import { mayStillDecide } from './chat-rule.ts';

/** How long an answer finds the chat message it is about. */
const KEPT_DAYS = 30;

const kept = (now: Date): number => Math.floor(now.getTime() / 1000) + KEPT_DAYS * 86_400;

const phonePartition = (scope: Scope, phone: string): string =>
  `MESSAGES#${scopeKey(scope)}#${subscriberOf(phone)}`;

/** That a phone was, or is about to be, sent a chat message: by it a typed answer finds its question. @param phone E.164 */
export const sentChatMessageToItem = (call: Call, phone: string, now: Date): Item => ({
  pk: phonePartition(call, phone),
  sk: call.id,
  entity: 'sent-message',
  orderId: call.orderId,
  expiresAt: kept(now),
});

const idKey = (scope: Scope, messageId: string): Key => ({
  pk: `MESSAGEID#${scopeKey(scope)}#${messageId}`,
  sk: 'MESSAGEID',
});

/** The service's id of a chat message, by which every other update finds it. */
export const chatMessageIdToItem = (call: Call, messageId: string, now: Date): Item => ({
  ...idKey(call, messageId),
  entity: 'message-id',
  orderId: call.orderId,
  callId: call.id,
  expiresAt: kept(now),
});

/** The parts of an update that identify the chat message. */
export interface ChatMessageClues {
  reference: CallReference | undefined;
  messageId: string | undefined;
  /** E.164. */
  phone: string | undefined;
}

/**
 * The chat message that is meant: the one named by its service's id, else by our reference, else the phone's newest that
 * waits for an answer, else its newest of the last three days; after that, the customer writes about something else. An id
 * that we never learned can only belong to a message whose request to send got no answer.
 */
export async function findChatMessage(
  table: Table,
  scope: Scope,
  { reference, messageId, phone }: ChatMessageClues,
  now: Date,
): Promise<CallReference | undefined> {
  const named = messageId === undefined ? undefined : await table.get(idKey(scope, messageId));
  if (named) return { ...pick(scope), orderId: String(named.orderId), callId: String(named.callId) };
  if (reference) return reference;
  if (phone === undefined) return undefined;
  const found = await latest(table, scope, phone);
  const meant =
    messageId === undefined
      ? (found.find(({ isOpen }) => isOpen) ?? found.find(({ call }) => isRecent(call, now)))
      : found.find(({ call }) => call.status === 'dialing' && call.providerCallId === null);
  return meant && { ...pick(scope), orderId: meant.call.orderId, callId: meant.call.id };
}

/** How long a typed text counts as an answer to a chat message whose round has ended. */
const LATE_MS = 3 * 86_400_000;

const isRecent = ({ createdAt }: Call, now: Date): boolean =>
  new Date(createdAt).getTime() > now.getTime() - LATE_MS;

const pick = ({ tenantId, mode }: Scope): Scope => ({ tenantId, mode });

/** How many chat messages of one phone are read. */
const LOOKED_AT = 10;

/** The latest chat messages of a phone, newest first. */
async function latest(table: Table, scope: Scope, phone: string) {
  const { items } = await table.query({
    pk: phonePartition(scope, phone),
    newestFirst: true,
    limit: LOOKED_AT,
  });
  const found: { call: Call; isOpen: boolean }[] = [];
  for (const { sk, orderId } of items) {
    const [order, item] = await Promise.all([
      loadOrder(table, scope, String(orderId)),
      table.get(callKey(scope, String(orderId), sk)),
    ]);
    const call = item && callFromItem(item);
    if (order && call && isChatMessage(call)) found.push({ call, isOpen: mayStillDecide(order, call) });
  }
  return found;
}
