import type { Point } from '../../geo/point.ts';
import type { Weather } from './price-book.ts';

/** Tells what the weather is, or will be. */
export interface WeatherProvider {
  /** @throws whatever keeps it from knowing */
  at(point: Point, when: Date): Promise<Weather>;
}
