/**
 * Frames of degrees that are WGS 84 but for a metre or two, by their EPSG codes: WGS 84 itself, SIRGAS 2000 and what Colombia, Chile,
 * Argentina, Peru and Mexico made of it, NAD 83 and ETRS 89.
 */
const DEGREES = new Set(
  '4326 4979 9057 9755 4674 4686 9148 9153 5340 5373 4483 6365 4269 6318 4258'.split(' '),
);

/** `urn:ogc:def:crs:OGC:1.3:CRS84`, `urn:ogc:def:crs:EPSG::4326`, `EPSG:4326`. */
const NAME = /(?:^|[:/#])(?:CRS[:_]?(?<plain>84|83)h?|EPSG(?::[\d.]*)?:(?<code>\d{4,6}))$/i;

/**
 * Whether the `crs` of a document of GeoJSON 2008, which QGIS and PostGIS still write, says that its positions are degrees of WGS 84, as
 * RFC 7946 has them always. None says so too.
 */
export function isInDegrees(crs: unknown): boolean {
  if (crs === undefined || crs === null) return true;
  const { properties } = crs as { properties?: { name?: unknown } | null };
  const { plain, code = '' } = NAME.exec(String(properties?.name ?? ''))?.groups ?? {};
  return plain !== undefined || DEGREES.has(code);
}
