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
  const segments = rings.flatMap(segmentsOf).sort((one, other) => one.west - other.west);
  // Only segments whose stretches of longitude overlap can meet: few, in anything that looks like a map.
  let open: Segment[] = [];
  for (const segment of segments) {
    open = open.filter(({ east }) => east >= segment.west);
    for (const other of open)
      if (meets(segment, other, rings)) return { rings: [other.ring, segment.ring], near: segment.from };
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

function meets(one: Segment, other: Segment, rings: readonly Ring[]): boolean {
  if (Math.min(one.from[1], one.to[1]) > Math.max(other.from[1], other.to[1])) return false;
  if (Math.min(other.from[1], other.to[1]) > Math.max(one.from[1], one.to[1])) return false;
  if (one.ring !== other.ring) return crosses(one, other);
  const last = (rings[one.ring]?.length ?? 0) - 2;
  const [first, second] = one.index < other.index ? [one, other] : [other, one];
  if (second.index - first.index === 1) return turnsBack(first.from, first.to, second.to);
  if (first.index === 0 && second.index === last) return turnsBack(second.from, second.to, first.to);
  return touches(one, other);
}

/** Whether the way from a corner leads back over the way to it. */
function turnsBack([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): boolean {
  return orient2d(ax, ay, bx, by, cx, cy) === 0 && (ax - bx) * (cx - bx) + (ay - by) * (cy - by) > 0;
}

const side = ({ from, to }: Segment, [x, y]: Position): number =>
  Math.sign(orient2d(from[0], from[1], to[0], to[1], x, y));

/** Whether each has its ends on both sides of the other. */
const crosses = (one: Segment, other: Segment): boolean =>
  side(one, other.from) * side(one, other.to) < 0 && side(other, one.from) * side(other, one.to) < 0;

/** Whether they share any place at all. */
function touches(one: Segment, other: Segment): boolean {
  const [a, b, c, d] = [
    side(one, other.from),
    side(one, other.to),
    side(other, one.from),
    side(other, one.to),
  ];
  if (a * b < 0 && c * d < 0) return true;
  return (
    (a === 0 && within(one, other.from)) ||
    (b === 0 && within(one, other.to)) ||
    (c === 0 && within(other, one.from)) ||
    (d === 0 && within(other, one.to))
  );
}

/** Whether a position on the segment's line is between its ends. */
const within = ({ from, to, west, east }: Segment, [x, y]: Position): boolean =>
  west <= x && x <= east && Math.min(from[1], to[1]) <= y && y <= Math.max(from[1], to[1]);
