import { entityFromItem } from '../../adapters/dynamo/entity.ts';
import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { Quote } from './quote.ts';

/** For so long an expired quote is still known to have been one, so that its price is not quietly replaced. */
const KNOWN_FOR_SECONDS = 7 * 24 * 3600;

const quoteKey = (scope: Scope, requestID: string): Key => ({
  pk: `QUOTE#${scopeKey(scope)}#${requestID}`,
  sk: 'QUOTE',
});

function quoteToItem(scope: Scope, quote: Quote): Item {
  // `expiresAt` is what the table deletes items by; the quote's own is not that late.
  const { expiresAt, ...rest } = quote;
  const goneAt = Math.floor(Date.parse(expiresAt) / 1000) + KNOWN_FOR_SECONDS;
  return {
    ...quoteKey(scope, quote.requestID),
    entity: 'quote',
    ...rest,
    goodUntil: expiresAt,
    expiresAt: goneAt,
  };
}

function quoteFromItem(item: Item): Quote {
  const { goodUntil, ...quote } = entityFromItem<Quote & { goodUntil: string }>(item);
  return { ...quote, expiresAt: goodUntil };
}

export async function loadQuote(table: Table, scope: Scope, requestID: string): Promise<Quote | undefined> {
  const item = await table.get(quoteKey(scope, requestID));
  return item && quoteFromItem(item);
}

/** Stores a quote in place of any older one under its id. */
export async function putQuote(table: Table, scope: Scope, quote: Quote): Promise<void> {
  const newest = {
    expression: 'attribute_not_exists(pk) OR createdAt <= :createdAt',
    values: { ':createdAt': quote.createdAt },
  };
  try {
    await table.put(quoteToItem(scope, quote), newest);
  } catch (refused) {
    if (!(refused instanceof ConditionFailed)) throw refused;
  }
}
