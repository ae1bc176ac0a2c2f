import { inParallel } from '../../base/in-parallel.ts';
import type { Scope } from '../../base/scope.ts';
import { type EndingServices, optOutWrite } from '../outcomes/conclude-call.ts';
import { findMessage, type MessageClues } from '../outcomes/sent-messages.ts';
import type { MessageNews } from './port/news.ts';
import { takeNews } from './take-news.ts';

/** News from a service, and which message they are about. */
export interface ReceivedNews extends MessageClues {
  news: MessageNews;
}

/** Customers whose news are stored at the same time. */
const AT_ONCE = 8;

/**
 * Stores all news of one request of a service, those of each customer in their order. News of messages that are not ours are
 * ignored, except for an opt-out.
 * @throws the first failure, after all others were stored: the service sends the whole request again
 */
export async function receiveNews(
  services: EndingServices,
  scope: Scope,
  service: string,
  received: readonly ReceivedNews[],
): Promise<void> {
  const byCustomer = Map.groupBy(
    received,
    ({ phone, messageId, reference }) => phone ?? reference?.callId ?? messageId,
  );
  const results = await inParallel([...byCustomer.values()], AT_ONCE, async (all) => {
    for (const one of all) await take(services, scope, service, one);
  });
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function take(
  services: EndingServices,
  scope: Scope,
  service: string,
  received: ReceivedNews,
): Promise<void> {
  const { table, clock } = services;
  const { news, phone } = received;
  // An opt-out counts whatever became of the message, and also without one.
  if (news.answer?.meaning === 'opt_out' && phone !== undefined)
    await table.put(optOutWrite(scope, phone, clock()).put);
  const found = await findMessage(table, scope, received, clock());
  if (found) await takeNews(services, found, service, news);
}
