import type { Point } from '../point.ts';

/** Where an address is, as well as it can be told. */
export interface FoundAddress {
  point: Point;
  /** Whether the point stands for a whole neighbourhood: good to look up a region, not to bill a distance by. */
  approximate: boolean;
}

/** Finds addresses. */
export interface AddressProvider {
  /**
   * Undefined when there is no such place.
   * @throws whatever keeps it from knowing
   */
  locate(address: string): Promise<FoundAddress | undefined>;
}
