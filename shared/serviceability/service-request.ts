import type { Point } from '../geo/point.ts';

/** One end of a delivery: its coordinates win over its address. */
export interface RequestedEnd {
  coordinates?: Point | undefined;
  address?: string | undefined;
}

/** What a serviceability check asks about. Lists that are empty or not there ask for everything. */
export interface ServiceRequest {
  from: RequestedEnd;
  to: RequestedEnd;
  /** In either spelling. */
  shipTypes?: readonly string[] | undefined;
  /** They win over weight and dimensions. */
  sizes?: readonly string[] | undefined;
  weight?: { weight: number; units: string } | undefined;
  dimensions?: { length: number; width: number; height: number; units: string } | undefined;
  /** ISO 8601; without an offset it is meant on the region's clock. Now when it is not there. */
  scheduleAt?: string | undefined;
  /** What the quote will be known by; one is made when it is empty or not there. */
  quoteId?: string | undefined;
}
