import { t } from '../../base/words.ts';

interface Point {
  lat: number;
  lng: number;
}

const SIZE = { width: 320, height: 140, margin: 24 };

/** Where a parcel goes from and to, to scale and north up. It loads no map, so that addresses stay here. */
export function RouteMap({ from, to }: { from: Point; to: Point }) {
  const shrink = Math.cos((((from.lat + to.lat) / 2) * Math.PI) / 180);
  const east = (to.lng - from.lng) * shrink;
  const north = to.lat - from.lat;
  const room = { x: SIZE.width - 2 * SIZE.margin, y: SIZE.height - 2 * SIZE.margin };
  const scale = Math.min(room.x / Math.max(Math.abs(east), 1e-6), room.y / Math.max(Math.abs(north), 1e-6));
  const middle = { x: SIZE.width / 2, y: SIZE.height / 2 };
  const half = { x: (east * scale) / 2, y: (north * scale) / 2 };
  const start = { x: middle.x - half.x, y: middle.y + half.y };
  const end = { x: middle.x + half.x, y: middle.y - half.y };
  return (
    <svg
      class="route-map"
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-label={t('delivery.map')}
    >
      <title>{t('delivery.map')}</title>
      <g class="streets">
        {[0.2, 0.4, 0.6, 0.8].map((share) => (
          <path
            key={share}
            d={`M0 ${SIZE.height * share}H${SIZE.width}M${SIZE.width * share} 0V${SIZE.height}`}
          />
        ))}
      </g>
      <path class="way" d={`M${start.x} ${start.y}L${end.x} ${end.y}`} />
      <circle class="start" cx={start.x} cy={start.y} r="6" />
      <circle class="end" cx={end.x} cy={end.y} r="7" />
    </svg>
  );
}
