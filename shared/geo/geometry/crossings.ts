import { orient2d } from 'robust-predicates';
import type { Ring } from './geojson.ts';

type Position = Ring[number];

interface Segment {
  from: Position;
  to: Position;
  ring: number;
  /** Its position in the ring. */
  index: number;
  west: number;
  east: number;
}

/** Two segments that share a place they must not share. */
export interface Crossing {
  /** Of the two rings, by their position in the list. */
  rings: readonly [number, number];
  /** A corner next to it. */
  near: Position;
}

/**
 * The first place where a ring meets itself, or two rings cross. Two rings may touch, as a hole may its border; one
 * ring may not touch itself. Rings are closed, without a corner that repeats the one before.
 */
export function findCrossing(rings: readonly Ring[]): Crossing | undefined {
  const segments = rings.flatMap(segmentsOf).sort((a, b) => a.west - b.west);
  // Only segments whose stretches of longitude overlap can meet: few, in anything that looks like a map.
  let open: Segment[] = [];
  for (const segment of segments) {
    open = open.filter(({ east }) => east >= segment.west);
    for (const earlier of open)
      if (meets(segment, earlier, rings)) return { rings: [earlier.ring, segment.ring], near: segment.from };
    open.push(segment);
  }
  return undefined;
}

function segmentsOf(ring: Ring, at: number): Segment[] {
  return ring.slice(1).map((to, index) => {
    const from = ring[index] ?? to;
    return { from, to, ring: at, index, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });
}

function meets(left: Segment, right: Segment, rings: readonly Ring[]): boolean {
  if (Math.min(left.from[1], left.to[1]) > Math.max(right.from[1], right.to[1])) return false;
  if (Math.min(right.from[1], right.to[1]) > Math.max(left.from[1], left.to[1])) return false;
  if (left.ring !== right.ring) return crosses(left, right);
  const last = (rings[left.ring]?.length ?? 0) - 2;
  const [first, second] = left.index < right.index ? [left, right] : [right, left];
  if (second.index - first.index === 1) return turnsBack(first.from, first.to, second.to);
  if (first.index === 0 && second.index === last) return turnsBack(second.from, second.to, first.to);
  return touches(left, right);
}

/** Whether the way from a corner leads back over the way to it. */
function turnsBack([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): boolean {
  return orient2d(ax, ay, bx, by, cx, cy) === 0 && (ax - bx) * (cx - bx) + (ay - by) * (cy - by) > 0;
}

const side = ({ from, to }: Segment, [x, y]: Position): number =>
  Math.sign(orient2d(from[0], from[1], to[0], to[1], x, y));

/** Whether each has its ends on both sides of the other. */
const crosses = (a: Segment, b: Segment): boolean =>
  side(a, b.from) * side(a, b.to) < 0 && side(b, a.from) * side(b, a.to) < 0;

/** Whether they share any place at all. */
function touches(left: Segment, right: Segment): boolean {
  const [a, b, c, d] = [
    side(left, right.from),
    side(left, right.to),
    side(right, left.from),
    side(right, left.to),
  ];
  if (a * b < 0 && c * d < 0) return true;
  return (
    (a === 0 && within(left, right.from)) ||
    (b === 0 && within(left, right.to)) ||
    (c === 0 && within(right, left.from)) ||
    (d === 0 && within(right, left.to))
  );
}

/** Whether a position on the segment's line is between its ends. */
const within = ({ from, to, west, east }: Segment, [x, y]: Position): boolean =>
  west <= x && x <= east && Math.min(from[1], to[1]) <= y && y <= Math.max(from[1], to[1]);
