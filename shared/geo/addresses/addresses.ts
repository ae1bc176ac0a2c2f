import type { Point } from '../point.ts';

/** Where an address is, as precisely as it is known. */
export interface FoundAddress {
  point: Point;
  /** Whether the point represents a whole neighbourhood: good enough to find a region, not to bill a distance. */
  approximate: boolean;
}

/** Finds addresses. */
export interface AddressProvider {
  /**
   * Undefined when there is no such place.
   * @throws the provider's errors
   */
  locate(address: string): Promise<FoundAddress | undefined>;
}
