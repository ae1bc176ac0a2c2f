import { amazonRoutes } from '../geo/distance/amazon-routes.ts';
import { asTheCrowFlies, type DistanceProvider } from '../geo/distance/distance.ts';
import { openMeteo } from './pricing/open-meteo.ts';
import type { WeatherProvider } from './pricing/weather.ts';
import { createRegionCache, type RegionCache } from './regions/region.ts';

/** The sources of regions, distances and weather. */
export interface ServiceabilityProviders {
  regions: RegionCache;
  distance: DistanceProvider;
  /** Without it the weather is unknown, and nothing is charged for it. */
  weather?: WeatherProvider | undefined;
}

/**
 * The providers that the stage's environment variables select: `PLACES` is `amazon-location` or unset, `WEATHER` is
 * `open-meteo` or unset. Called once, when a function starts.
 */
export function providersFromEnvironment(): ServiceabilityProviders {
  return {
    regions: createRegionCache(),
    distance: isAmazon() ? amazonRoutes() : asTheCrowFlies,
    weather: process.env.WEATHER === 'open-meteo' ? openMeteo() : undefined,
  };
}

export const isAmazon = (): boolean => process.env.PLACES === 'amazon-location';
