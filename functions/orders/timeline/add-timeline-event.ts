import { endpoint, type Reply } from '../../../shared/http/endpoints/endpoint.ts';
import { addNote, lastEventId } from '../../../shared/orders/changes/timeline.ts';
import type { Note } from '../../../shared/orders/order/order.ts';
import { addTimelineEventRoute } from './timeline-routes.ts';

export const handler = endpoint(
  addTimelineEventRoute,
  async ({ params, body, principal, receipt }, services) => {
    const { title, description, type = 'info', metadata } = body.event;
    const note: Note = { title, description: description ?? '', type, metadata: metadata ?? {} };
    const reply = (eventId: string): Reply => ({
      status: 201,
      body: { success: true, message: 'Timeline event added successfully', eventId },
    });
    return reply(
      await addNote(services, principal, params.orderId, note, ({ events }) =>
        receipt(reply(lastEventId(events))),
      ),
    );
  },
);
