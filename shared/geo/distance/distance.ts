import type { Point } from '../point.ts';
import { greatCircle } from './great-circle.ts';

/** Tells how far it is from one point to another. */
export interface DistanceProvider {
  /**
   * Whole metres by road; undefined when no road leads there.
   * @param detourFactor of the region: for a provider that knows no roads
   * @throws whatever keeps it from knowing
   */
  metres(from: Point, to: Point, detourFactor: number): Promise<number | undefined>;
}

/** Knows no roads: as the crow flies, times what roads are usually longer. Needs no network. */
export const asTheCrowFlies: DistanceProvider = {
  metres: async (from, to, detourFactor) => Math.round(greatCircle(from, to) * detourFactor),
};

/** What is shown as the distance: kilometres, each begun one counted. */
export const kilometresOf = (metres: number): number => Math.ceil(metres / 1000);

/** What is charged for: at least one kilometre. */
export const chargeableOf = (metres: number): number => Math.max(1, kilometresOf(metres));
