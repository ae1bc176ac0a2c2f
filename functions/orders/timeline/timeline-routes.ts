import * as z from 'zod';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { optionalLine, visibleLine } from '../../../shared/base/input/texts.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { timelinePage } from '../../../shared/http/list-page.ts';
import { noteTypes } from '../../../shared/orders/order/order.ts';
import { FreeObject, OrderPath } from '../fields/fields.ts';
import { EventAnswer, TimelineAnswer } from '../fields/schemas.ts';

export const getTimelineRoute = declare({
  name: 'get-timeline',
  dialect: 'orders',
  method: 'GET',
  path: '/v1/orders/{orderId}/timeline',
  summary: 'Returns the timeline of an order',
  description: 'Calls, messages, deliveries and all changes of the order, oldest first.',
  audience: 'key',
  table: 'read',
  partitions: ['ORDER#'],
  params: OrderPath,
  query: z.object(timelinePage),
  answers: { 200: { description: 'The timeline', schema: TimelineAnswer } },
});

export const addTimelineEventRoute = declare({
  name: 'add-timeline-event',
  dialect: 'orders',
  method: 'POST',
  path: '/v1/orders/{orderId}/timeline',
  summary: "Adds an event to an order's timeline",
  description: 'For events outside of Recado; listed among those that Recado records itself.',
  audience: 'key',
  role: 'operator',
  table: 'write',
  params: OrderPath,
  body: z.object({
    event: z.object({
      title: freeText(visibleLine(200)),
      description: freeText(optionalLine(2000)),
      type: z.enum(noteTypes).optional().describe('Default: info'),
      metadata: FreeObject.nullish(),
    }),
  }),
  bodyExample: {
    event: {
      title: 'Customer Called',
      description: 'Customer contacted regarding delivery preference',
      type: 'info',
      metadata: { agent: 'John Support', duration: '5 minutes' },
    },
  },
  answers: { 201: { description: 'Added', schema: EventAnswer } },
});

export const timelineRoutes = [getTimelineRoute, addTimelineEventRoute];
