import { decimalsOf } from '../pricing/money.ts';

/** The least and the most that may be collected at the door, in minor units. */
export interface CollectionLimits {
  minimum: number;
  maximum: number;
}

/** In major units. */
const usual: Readonly<Record<string, CollectionLimits>> = {
  // Telyport: "Collection amount should be between 150 and 10000". Its deliveries are all in India.
  INR: { minimum: 150, maximum: 10_000 },
  // The same in other currencies, in the round figures usual there.
  COP: { minimum: 5_000, maximum: 1_000_000 },
  MXN: { minimum: 50, maximum: 5_000 },
};

/** The limits of a region that sets none: the reference's figures, where nothing is known of its currency. */
export function usualCollections(currency: string): CollectionLimits {
  const { minimum, maximum } = usual[currency] ?? { minimum: 150, maximum: 10_000 };
  const unit = 10 ** decimalsOf(currency);
  return { minimum: minimum * unit, maximum: maximum * unit };
}
