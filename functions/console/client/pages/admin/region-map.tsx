import { isWithin, polygonsOf } from '../../base/area.ts';
import type { RegionShown } from '../../base/views.ts';
import { t } from '../../base/words.ts';

const WIDTH = 320;
const MARGIN = 10;

const HEIGHT = 240;

/** Degrees, WGS 84. */
export interface MapPoint {
  lat: number;
  lng: number;
}

interface RegionMapProps {
  region: RegionShown;
  point: MapPoint | undefined;
}

/** A region's area in proportion, north up, with the point that is tried if it is in it. */
export function RegionMap({ region: { area, name }, point }: RegionMapProps) {
  const polygons = polygonsOf(area);
  const all = polygons.flat(2);
  const lngs = all.map(([lng = 0]) => lng);
  const lats = all.map(([, lat = 0]) => lat);
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const across = Math.max(1e-6, (east - west) * shrink);
  const along = Math.max(1e-6, north - south);
  const scale = Math.min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / along);
  const place = (lng: number, lat: number) => [
    WIDTH / 2 + ((lng - west) * shrink - across / 2) * scale,
    HEIGHT / 2 - (lat - south - along / 2) * scale,
  ];
  const pathOf = (rings: (typeof polygons)[number]) =>
    rings
      .map(
        (ring) =>
          `M${ring
            .map(([lng = 0, lat = 0]) =>
              place(lng, lat)
                .map((n) => n.toFixed(1))
                .join(' '),
            )
            .join('L')}Z`,
      )
      .join('');
  const isIn = point !== undefined && isWithin(area, point.lng, point.lat);
  const [x = 0, y = 0] = isIn ? place(point.lng, point.lat) : [];
  return (
    <figure class="card">
      <figcaption>
        <bdi>{name}</bdi>
      </figcaption>
      <svg
        class="region"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('admin.areaOf', { name })}
      >
        {polygons.map((rings) => (
          <path key={pathOf(rings).slice(0, 40)} d={pathOf(rings)} fill-rule="evenodd" />
        ))}
        {isIn && (
          <circle cx={x} cy={y} r="6">
            <title>{`${point.lat}, ${point.lng}`}</title>
          </circle>
        )}
      </svg>
    </figure>
  );
}
