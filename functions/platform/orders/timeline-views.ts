import * as z from 'zod';
import { SYSTEM } from '../../../shared/base/actor.ts';
import type { LoggedEvent } from '../../../shared/events/logged-event.ts';
import { encodeCursor } from '../../../shared/http/list-page.ts';
import type { TimelinePage } from '../../../shared/orders/changes/timeline.ts';
import { noteTypes } from '../../../shared/orders/order/order.ts';
import type { OrderContent } from '../../../shared/orders/order/order-content.ts';
import { viewEvent } from '../../orders/timeline/timeline-view.ts';

const TimelineEntryView = z.object({
  id: z.string().describe('evt_…'),
  sequence: z.int().describe('From 1, without gaps'),
  event: z.string().describe('The type of the event: order.status_changed'),
  type: z.enum(noteTypes),
  title: z.string(),
  description: z.string(),
  metadata: z.record(z.string(), z.json()),
  at: z.iso.datetime(),
  actor: z
    .object({
      kind: z.enum(['member', 'key', 'hook', 'admin', 'customer', 'courier', 'system']),
      id: z.string().optional().describe('Of the member, key or hook'),
      name: z.string().optional().describe("The member's name, the key's label, the hook's source"),
    })
    .describe('Who caused it'),
});

export const TimelineView = z.object({
  events: z.array(TimelineEntryView).describe('Newest first'),
  nextCursor: z.string().nullable().describe('null on the last page'),
});

export function viewTimelineEntry(
  event: LoggedEvent,
  created?: OrderContent,
): z.output<typeof TimelineEntryView> {
  const { id, type, title, description, timestamp: at, metadata } = viewEvent(event, created);
  const { sequence, actor = SYSTEM } = event;
  const name = event.type === 'unknown' ? event.data.type : event.type;
  return { id, sequence, event: name, type, title, description, metadata, at, actor };
}

export const viewTimeline = ({ events, before, created }: TimelinePage): z.output<typeof TimelineView> => ({
  events: events.map((event) => viewTimelineEntry(event, created)),
  nextCursor: before === undefined ? null : encodeCursor(String(before)),
});
