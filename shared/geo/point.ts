/** A place on Earth in degrees, WGS 84. */
export interface Point {
  /** −90 to 90. */
  lat: number;
  /** −180 to 180. */
  lng: number;
}

/** Whether a point lies on Earth at all: no map and no route has others. */
export const isOnEarth = ({ lat, lng }: Point): boolean => Math.abs(lat) <= 90 && Math.abs(lng) <= 180;

/** Whether two points are the same place: to a millionth of a degree, some 11 cm, which is finer than any GPS fix. */
export const isSamePoint = (a: Point, b: Point): boolean =>
  Math.round(a.lat * 1e6) === Math.round(b.lat * 1e6) && Math.round(a.lng * 1e6) === Math.round(b.lng * 1e6);
