/** A place on Earth in degrees, WGS 84. */
export interface Point {
  /** −90 to 90. */
  lat: number;
  /** −180 to 180. */
  lng: number;
}

/** Whether a point lies on Earth at all: what no map and no route can answer for otherwise. */
export const isOnEarth = ({ lat, lng }: Point): boolean => Math.abs(lat) <= 90 && Math.abs(lng) <= 180;

/** Whether two points are the same place: to a millionth of a degree, some 11 cm, which is finer than any GPS fix. */
export const isSamePoint = (one: Point, other: Point): boolean =>
  Math.round(one.lat * 1e6) === Math.round(other.lat * 1e6) &&
  Math.round(one.lng * 1e6) === Math.round(other.lng * 1e6);
