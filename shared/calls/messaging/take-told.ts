import { inParallel } from '../../base/in-parallel.ts';
import type { Scope } from '../../base/scope.ts';
import { type EndingServices, optOutWrite } from '../outcomes/conclude-call.ts';
import { findMessage, type MessageClues } from '../outcomes/sent-messages.ts';
import type { MessageNews } from './port/news.ts';
import { takeNews } from './take-news.ts';

/** What a service tells, and of which message. */
export interface ToldOfMessage extends MessageClues {
  news: MessageNews;
}

/** Customers whose news are taken up at the same time. */
const AT_ONCE = 8;

/**
 * Takes up all that one request of a service tells: of each customer in its order. What belongs to no message of ours is left
 * alone, but for the wish not to be written to again.
 * @throws the first failure, after all else was taken up: the service tells all of it again
 */
export async function takeTold(
  services: EndingServices,
  scope: Scope,
  service: string,
  told: readonly ToldOfMessage[],
): Promise<void> {
  const byCustomer = Map.groupBy(
    told,
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
  told: ToldOfMessage,
): Promise<void> {
  const { table, clock } = services;
  const { news, phone } = told;
  // It holds whatever the message is by now, and without one.
  if (news.answer?.meaning === 'opt_out' && phone !== undefined)
    await table.put(optOutWrite(scope, phone, clock()).put);
  const found = await findMessage(table, scope, told, clock());
  if (found) await takeNews(services, found, service, news);
}
