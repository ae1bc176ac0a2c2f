import * as z from 'zod';
import { carries, oneKind, scoped } from '../../adapters/queues/carries.ts';
import type { Message } from '../../adapters/queues/queues.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { StoredEvent } from '../../events/stream.ts';

/** Put together the words of new orders, if there are enough of them. */
const SearchMessage = z.object({ ...oneKind, ...scoped });

export type SearchMessage = z.output<typeof SearchMessage>;

/** The messages of the search queue. Each may come twice, or never: the next one does the work of all before. */
export const searchMessages = carries('search', SearchMessage);

/** Whether a new or changed order is the one in 32 after which the search is maintained. The ends of ids are random. */
export const isTimeToKeepSearch = ({ id, type }: Pick<StoredEvent, 'id' | 'type'>): boolean =>
  (type === 'order.created' || type === 'order.updated') && id.endsWith('0');

export function searchMessage({ tenantId, mode }: Scope): Message {
  const body: SearchMessage = { tenantId, mode };
  return { body, group: scopeKey(body) };
}
