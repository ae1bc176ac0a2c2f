import * as z from 'zod';
import { formatRule } from '../../../shared/base/input/format-rule.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../shared/http/list-page.ts';
import { CallView } from '../calls/call-views.ts';
import { DeliveryWithStepsView, WaitingDeliveryView } from '../deliveries/delivery-views.ts';
import { OrderIdPath } from './order-id-path.ts';
import { OrderView } from './order-views.ts';
import { TimelineView } from './timeline-views.ts';

const dialect = 'platform';
const audience = 'key';
const stack = 'console';

const WholeOrderView = OrderView.extend({
  calls: z.array(CallView).describe('Newest first, with the dial that is planned'),
  deliveries: z.array(DeliveryWithStepsView).describe('Oldest first'),
  waitingDeliveries: z.array(WaitingDeliveryView).describe('Bookings that wait for money'),
  webhookDeliveryIds: z.array(z.string()).describe('The latest hundred about the order, newest first'),
  timeline: TimelineView.describe('Its latest fifty events; more are under …/timeline'),
});

export const getWholeOrderRoute = declare({
  name: 'get-whole-order',
  dialect,
  method: 'GET',
  path: '/platform/v1/orders/{id}',
  summary: 'An order with everything about it',
  description:
    'Calls, deliveries with their steps, the ids of webhook deliveries, the timeline, and what may be done with it now.',
  audience,
  stack,
  table: 'read',
  partitions: ['ORDER#', 'PARCEL#', 'TEMPORARY#', 'TENANT#', 'OPTOUT#', 'DELIVERIES#'],
  params: OrderIdPath,
  answers: { 200: { description: 'The order', schema: WholeOrderView } },
});

export const listOrderEventsRoute = declare({
  name: 'list-order-events',
  dialect,
  method: 'GET',
  path: '/platform/v1/orders/{id}/timeline',
  summary: 'The events of an order, newest first',
  description: 'Each line has one of the four colours as its `type`.',
  audience,
  stack,
  table: 'read',
  partitions: ['ORDER#'],
  params: OrderIdPath,
  query: z.object({
    limit: pageLimit,
    cursor: Cursor.refine((place) => /^\d{1,9}$/.test(place), formatRule('cursor')).optional(),
  }),
  answers: { 200: { description: 'A page', schema: TimelineView } },
});

export const wholeOrderRoutes = [getWholeOrderRoute, listOrderEventsRoute];
