import type { PackageSize } from './package-size.ts';
import type { BadWeather, PriceBook } from './price-book.ts';
import type { Urgency } from './ship-type.ts';

/** The surcharges for an hour and a weather, in basis points, before the cap. */
export interface Surge {
  hour: number;
  weather: number;
  /** The weather; `unknown` when no provider answered, which costs nothing. */
  conditions: 'fair' | BadWeather | 'unknown';
}

export const noSurge: Surge = { hour: 0, weather: 0, conditions: 'fair' };

export type PriceLineType = 'base' | 'distance' | 'hour_surge' | 'weather_surge' | 'gst';

export interface PriceLine {
  type: PriceLineType;
  description: string;
  /** Minor units. */
  amount: number;
}

/** A price with its lines, whose sum is the total. Integers in minor units. */
export interface Price {
  currency: string;
  lines: readonly PriceLine[];
  /** Before tax. */
  net: number;
  tax: number;
  total: number;
}

export interface Priced {
  size: PackageSize;
  urgency: Urgency;
  /** Chargeable, whole, at least 1. */
  kilometres: number;
  surge: Surge;
}

/** The one way a delivery is priced. Undefined when the book does not offer the size at that urgency. */
export function price(book: PriceBook, { size, urgency, kilometres, surge }: Priced): Price | undefined {
  const base = book.base[urgency]?.[size];
  const perKilometre = book.perKilometre[size];
  if (base === undefined || perKilometre === undefined) return undefined;
  const distance = perKilometre * kilometres;
  const hour = Math.min(surge.hour, book.surge.cap);
  const weather = Math.min(surge.weather, book.surge.cap - hour);
  const hourAmount = share(base + distance, hour);
  // Of both together, so that rounding each by itself cannot carry their sum over the cap.
  const weatherAmount = share(base + distance, hour + weather) - hourAmount;
  const net = base + distance + hourAmount + weatherAmount;
  const tax = share(net, book.taxRate);
  const lines: PriceLine[] = [
    { type: 'base', description: `${size}, ${urgency}`, amount: base },
    { type: 'distance', description: `${kilometres} km`, amount: distance },
    ...(hour > 0
      ? [{ type: 'hour_surge' as const, description: `Busy hours, ${percent(hour)}`, amount: hourAmount }]
      : []),
    ...weatherLine(surge, weather, weatherAmount),
    { type: 'gst', description: `Tax, ${percent(book.taxRate)}`, amount: tax },
  ];
  return { currency: book.currency, lines, net, tax, total: net + tax };
}

/** An unknown weather is a line too: it says that nothing was added for it. */
function weatherLine({ conditions }: Surge, rate: number, amount: number): PriceLine[] {
  const type = 'weather_surge' as const;
  if (conditions === 'unknown')
    return [{ type, description: 'The weather is unknown: not charged', amount: 0 }];
  if (rate === 0) return [];
  return [{ type, description: `Weather (${conditions.replace('_', ' ')}), ${percent(rate)}`, amount }];
}

/** A share in basis points of an amount, half a unit rounded up. Exact: the product stays below 2⁵³. */
const share = (amount: number, basisPoints: number): number =>
  Math.floor((amount * basisPoints + 5_000) / 10_000);

const percent = (basisPoints: number): string => `${basisPoints / 100} %`;
