import type { AddressProvider } from '../geo/addresses/addresses.ts';
import { pincodesIn } from '../geo/addresses/pincodes.ts';
import type { DistanceProvider } from '../geo/distance/distance.ts';
import { isOnEarth, type Point } from '../geo/point.ts';
import type { CheckResult, FailureCollector } from './failure.ts';
import type { Region, RegionIndex } from './regions/region.ts';
import { checkAreas } from './rules.ts';
import type { RequestedEnd, ServiceRequest } from './service-request.ts';

/** The ends of a delivery, as far as they are known. */
export interface RouteEnds {
  from: Point | undefined;
  to: Point | undefined;
  /** The one whose rules hold, though one end may be outside of it. */
  region: Region | undefined;
  /** Whether both ends are in it. */
  isInside: boolean;
  /** Whether an address was all there was, and its point stands for a neighbourhood. */
  approximate: boolean;
}

interface End {
  point: Point;
  approximate: boolean;
  region: Region | undefined;
}

/** Finds both ends of a delivery and the region they share. What is wrong goes to the findings. */
export async function locateEnds(
  { from: asked, to: askedTo }: Pick<ServiceRequest, 'from' | 'to'>,
  { regions, addresses }: { regions: RegionIndex; addresses?: AddressProvider },
  findings: FailureCollector,
): Promise<RouteEnds> {
  const found = await Promise.all([
    locate('pickup', asked, regions, addresses),
    locate('drop', askedTo, regions, addresses),
  ]);
  const [from, to] = [findings.take(found[0]), findings.take(found[1])];
  const broken = checkAreas(
    { from: from?.region, to: to?.region },
    { outside: 'route_outside_service_area', apart: 'route_crosses_regions' },
  );
  // Where an end is not known at all, nothing can be said about its area.
  const unknown = [...(from ? [] : ['pickup_area']), ...(to ? [] : ['drop_area'])];
  findings.add(...broken.filter(({ rule }) => !unknown.includes(rule)));
  return {
    from: from?.point,
    to: to?.point,
    region: from?.region ?? to?.region,
    isInside: broken.length === 0,
    approximate: [from, to].some((end) => end?.approximate),
  };
}

async function locate(
  name: string,
  { coordinates, address }: RequestedEnd,
  regions: RegionIndex,
  addresses: AddressProvider | undefined,
): Promise<CheckResult<End>> {
  if (coordinates) {
    if (isOnEarth(coordinates))
      return { value: { point: coordinates, approximate: false, region: regions.at(coordinates) } };
    const message = `No route leads to the ${name} location: its coordinates are not on Earth`;
    return { failure: { reason: 'no_route', rule: 'route', message } };
  }
  const invalid = (message: string) => ({
    failure: { reason: 'service_request_invalid', rule: 'request', message } as const,
  });
  if (!address?.trim())
    return invalid(`The ${name} location needs coordinates, or an address with its pincode`);
  const place = await addresses?.locate(address);
  if (place === undefined)
    return invalid(`The address of the ${name} location is not known: send its coordinates, or its pincode`);
  const listed = place.approximate ? pincodesIn(address).map(regions.ofPincode) : [];
  const region = listed.find((each) => each !== undefined) ?? regions.at(place.point);
  return { value: { ...place, region } };
}

/** How far it is by road, when both ends are in one region; a route that does not exist goes to the findings. */
export async function measure(
  { from, to, region, isInside }: RouteEnds,
  distance: DistanceProvider,
  findings: FailureCollector,
): Promise<number | undefined> {
  if (!from || !to || !region || !isInside) return undefined;
  const metres = await distance.metres(from, to, region.detourFactor);
  if (metres === undefined)
    findings.add({ reason: 'no_route', rule: 'route', message: 'No route leads there' });
  return metres;
}
