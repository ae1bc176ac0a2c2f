import type { TimelineShown } from '../../base/views.ts';

/**
 * The newest events of an order and those that were loaded before, newest first, without a gap. Where so many came in
 * between that the two do not meet, the newest alone: what follows them is asked for again.
 */
export function joinTimeline(newest: TimelineShown, loaded: TimelineShown): TimelineShown {
  const oldest = newest.events.at(-1)?.sequence ?? 0;
  const older = loaded.events.filter(({ sequence }) => sequence < oldest);
  const meet = older[0]?.sequence === oldest - 1;
  return meet ? { events: [...newest.events, ...older], nextCursor: loaded.nextCursor } : newest;
}
