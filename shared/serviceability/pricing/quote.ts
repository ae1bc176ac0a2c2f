import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { greatCircle } from '../../geo/distance/great-circle.ts';
import type { Point } from '../../geo/point.ts';
import type { PackageSize } from './package-size.ts';
import { type Price, price, type Surge } from './price.ts';
import type { PriceBook } from './price-book.ts';
import { type ShipType, urgencyOf } from './ship-type.ts';

/** Prices that were quoted, and hold until they expire even if surge or the price book change. */
export interface Quote {
  quoteId: string;
  regionCode: string;
  from: Point;
  to: Point;
  /** Whether an end was given by its address alone, and how exactly that is known; absent when both had coordinates. */
  addressed?: 'exact' | 'approximate';
  /** Metres by road. */
  metres: number;
  /** Chargeable. */
  kilometres: number;
  options: readonly QuotedOption[];
  /** As they were at the time: with the distance, they determine a price. */
  priceBook: PriceBook;
  surge: Surge;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
}

export interface QuotedOption {
  shipType: ShipType;
  size: PackageSize;
}

export const QUOTE_MINUTES = 15;

/** The price that was quoted; undefined when that was not part of the quote. */
export function quotedPrice(quote: Quote, { shipType, size }: QuotedOption): Price | undefined {
  const { priceBook, surge, kilometres, options } = quote;
  if (!options.some((option) => option.shipType === shipType && option.size === size)) return undefined;
  return price(priceBook, { size, urgency: urgencyOf(shipType), kilometres, surge });
}

interface Booked extends QuotedOption {
  from: Point;
  to: Point;
}

/** Why an order may not have a quote's price; undefined when it may. */
function quoteMismatch(quote: Quote, { from, to, ...option }: Booked, now: Date): string | undefined {
  const named = `{quote} ${quote.quoteId}`;
  if (now.toISOString() >= quote.expiresAt)
    return `${named} expired at ${quote.expiresAt}: check serviceability again for a new one`;
  if (!isSamePlace(quote.from, from)) return `${named} is for another pickup location`;
  if (!isSamePlace(quote.to, to)) return `${named} is for another drop location`;
  if (quotedPrice(quote, option) === undefined)
    return `${named} has no price for ${option.shipType} and package size ${option.size}`;
  return undefined;
}

/** Metres by which the pin of one door moves from one map or fix to another. */
const PIN_METRES = 30;

const isSamePlace = (a: Point, b: Point): boolean => greatCircle(a, b) <= PIN_METRES;

/**
 * Whether an order may have a quote's price, or why not. A quote for an address alone promises nothing: an order that it
 * does not fit is priced afresh.
 */
export function usableQuote(
  quote: Quote | undefined,
  booked: Booked,
  now: Date,
): { quote: Quote | undefined } | { reason: string } {
  if (quote === undefined || quote.addressed === 'approximate') return { quote: undefined };
  const reason = quoteMismatch(quote, booked, now);
  if (reason === undefined) return { quote };
  return quote.addressed === undefined ? { reason } : { quote: undefined };
}

/** How long an expired quote is remembered, so that its price is not quietly replaced. */
const KNOWN_FOR_SECONDS = 7 * 24 * 3600;

const quoteKey = (scope: Scope, quoteId: string): Key => ({
  pk: `QUOTE#${scopeKey(scope)}#${quoteId}`,
  sk: 'QUOTE',
});

function quoteToItem(scope: Scope, quote: Quote): Item {
  // `expiresAt` is what the table deletes items by; the quote's own is not that late.
  const { expiresAt, ...rest } = quote;
  const goneAt = Math.floor(Date.parse(expiresAt) / 1000) + KNOWN_FOR_SECONDS;
  return {
    ...quoteKey(scope, quote.quoteId),
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

export async function loadQuote(table: Table, scope: Scope, quoteId: string): Promise<Quote | undefined> {
  const item = await table.get(quoteKey(scope, quoteId));
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
