import type { PackageSize } from './package-size.ts';
import type { Urgency } from './ship-type.ts';

/** The prices of deliveries in a region. Amounts are integers in minor units of `currency`, before tax. */
export interface PriceBook {
  /** ISO 4217. */
  currency: string;
  /** Basis points: 1800 are 18 %. */
  taxRate: number;
  /** By urgency and size; others are not offered. */
  base: Partial<Record<Urgency, Partial<Record<PackageSize, number>>>>;
  /** For each chargeable kilometre. */
  perKilometre: Partial<Record<PackageSize, number>>;
  surge: SurgeRules;
}

/** Surcharges at busy hours and in bad weather: shares of base and distance, in basis points. */
export interface SurgeRules {
  /** On the region's clock; of several that hold, the highest one counts. */
  hours: readonly SurgeHour[];
  weather: Partial<Record<BadWeather, number>>;
  /** The upper limit of all surge together. */
  cap: number;
}

export interface SurgeHour {
  /** Every day when it is not there. 1 is Monday, as in ISO 8601. */
  weekdays?: readonly number[] | undefined;
  /** `HH:MM`, included. */
  from: string;
  /** `HH:MM` up to `24:00`, excluded. */
  to: string;
  rate: number;
}

export const badWeathers = ['rain', 'heavy_rain', 'storm', 'snow', 'heat'] as const;

export type BadWeather = (typeof badWeathers)[number];

export type Weather = 'fair' | BadWeather;
