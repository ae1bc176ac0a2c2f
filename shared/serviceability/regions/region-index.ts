import { touches } from '../../geo/geometry/area.ts';
import type { Point } from '../../geo/point.ts';
import type { Region } from './region.ts';

/** All regions, to look them up by place. */
export interface RegionIndex {
  /** By code. */
  readonly all: readonly Region[];
  byCode(code: string): Region | undefined;
  /**
   * The region of a point. A point on a border, which several regions may share, belongs to the one with the smallest
   * code of those that have it inside or on their borders.
   */
  at(point: Point): Region | undefined;
  /** The region that lists a pincode; of several the one with the smallest code. */
  ofPincode(pincode: string): Region | undefined;
}

export function indexRegions(regions: readonly Region[]): RegionIndex {
  // By code unit, not by anybody's alphabet: the order decides who owns a border.
  const all = regions.toSorted((one, other) => (one.code < other.code ? -1 : 1));
  const codes = new Map(all.map((region) => [region.code, region]));
  const pincodes = new Map<string, Region>();
  for (const region of all)
    for (const pincode of region.pincodes) if (!pincodes.has(pincode)) pincodes.set(pincode, region);
  return {
    all,
    byCode: (code) => codes.get(code),
    at: (point) => all.find(({ area }) => touches(area, point)),
    ofPincode: (pincode) => pincodes.get(pincode),
  };
}
