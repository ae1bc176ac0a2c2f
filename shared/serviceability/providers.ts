import { amazonRoutes } from '../geo/distance/amazon-routes.ts';
import { asTheCrowFlies, type DistanceProvider } from '../geo/distance/distance.ts';
import { openMeteo } from './pricing/open-meteo.ts';
import type { WeatherProvider } from './pricing/weather.ts';
import { createRegionCache, type RegionCache } from './regions/region.ts';

/** What is known of the places that deliveries go to. */
export interface ServiceabilityProviders {
  regions: RegionCache;
  distance: DistanceProvider;
  /** Nobody to ask when it is not there: the weather is unknown then, and not charged. */
  weather?: WeatherProvider | undefined;
}

/**
 * The world of the stage: `PLACES` is `amazon-location` or nothing, `WEATHER` is `open-meteo` or nothing. Made once, at a
 * function's start.
 */
export function providersFromEnvironment(): ServiceabilityProviders {
  return {
    regions: createRegionCache(),
    distance: isAmazon() ? amazonRoutes() : asTheCrowFlies,
    weather: process.env.WEATHER === 'open-meteo' ? openMeteo() : undefined,
  };
}

export const isAmazon = (): boolean => process.env.PLACES === 'amazon-location';
