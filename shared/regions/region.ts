import type { PackageSize } from '../pricing/package-size.ts';
import type { PriceBook } from '../pricing/price-book.ts';
import type { Urgency } from '../pricing/ship-type.ts';
import type { Area } from './geometry/area.ts';
import type { OpeningHours } from './opening-hours.ts';

/** Where deliveries are made, for every tenant; each one begins and ends in the same region. */
export interface Region {
  /** What clients call it: `BLR`. Regions are told apart, and preferred on a shared border, by it. */
  code: string;
  name: string;
  /** IANA name: opening hours and promises are on this clock. */
  timeZone: string;
  area: Area;
  /** Addresses without coordinates belong to the region that lists their pincode. */
  pincodes: readonly string[];
  services: Readonly<Record<Urgency, boolean>>;
  packageSizes: readonly PackageSize[];
  hours: OpeningHours;
  priceBook: PriceBook;
  /** Road metres for each metre as the crow flies. */
  detourFactor: number;
  /** The farthest, in chargeable kilometres, that an urgency goes; without limit when it is not there. */
  reach: Partial<Record<Urgency, number>>;
  /** What may be collected at the door, both included, in minor units of the price book's currency. */
  collections: { minimum: number; maximum: number };
  /** ISO 8601, UTC. */
  updatedAt: string;
}
