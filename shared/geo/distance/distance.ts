import type { Point } from '../point.ts';
import { greatCircle } from './great-circle.ts';

/** Finds the distance between two points. */
export interface DistanceProvider {
  /**
   * Whole metres by road; undefined when no road leads there.
   * @param detourFactor of the region: for a provider that knows no roads
   * @throws the provider's errors
   */
  metres(from: Point, to: Point, detourFactor: number): Promise<number | undefined>;
}

/** A straight line, times the factor by which roads are usually longer. Needs no network. */
export const asTheCrowFlies: DistanceProvider = {
  metres: async (from, to, detourFactor) => Math.round(greatCircle(from, to) * detourFactor),
};

/** The distance that is shown: kilometres, rounded up. */
export const kilometresOf = (metres: number): number => Math.ceil(metres / 1000);

/** The distance that is charged: at least one kilometre. */
export const chargeableOf = (metres: number): number => Math.max(1, kilometresOf(metres));
