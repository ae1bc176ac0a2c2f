import type { Point } from '../../geo/point.ts';
import type { Weather } from './price-book.ts';

/** Finds the weather at a time and place, or its forecast. */
export interface WeatherProvider {
  /** @throws the provider's errors */
  at(point: Point, when: Date): Promise<Weather>;
}
