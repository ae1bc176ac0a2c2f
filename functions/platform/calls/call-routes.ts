import * as z from 'zod';
import { callAttemptOutcomes, callStatuses } from '../../../shared/calls/call/call.ts';
import { callTypes, finalOutcomes, orderStatuses } from '../../../shared/events/order-words.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../shared/http/list-page.ts';
import { waitReasons } from '../../../shared/orders/order/order.ts';
import { commaSeparated, YesOrNo } from '../fields/order-query.ts';
import { timeRange } from '../fields/time-range.ts';
import { CallView } from './call-views.ts';

const callStates = ['waiting', 'running'] as const;

const ListedCallView = CallView.extend({
  isTranscriptCut: z
    .boolean()
    .describe('Whether only the start of the transcript is shown; the order has it whole'),
  waits: z
    .object({
      until: z.iso.datetime().nullable().describe('null when that is not known'),
      reason: z
        .enum([...waitReasons, 'hours', 'retry'])
        .describe('hours: of calling; turn: another call to the phone; daily_limit: its dials of 24 hours'),
    })
    .nullable()
    .describe('Why a planned call waits; null when it does not'),
  order: z.object({
    id: z.string(),
    number: z.string(),
    externalId: z.string().nullable(),
    status: z.enum(orderStatuses),
    customer: z.object({ name: z.string(), phone: z.string() }),
  }),
});

export const listCallsRoute = declare({
  name: 'list-calls',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/calls',
  summary: 'Calls, newest first, by outcome, type, day and text of the conversation',
  description:
    'With `state` those that are planned or under way, by the age of their orders (90 days at most). A filter that few calls meet may leave a page short: it has a cursor when there is more to look through.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['CALLS#', 'ORDER#', 'SEARCH#'],
  query: z.object({
    state: z.enum(callStates).optional().describe('waiting: planned; running: requested from the provider'),
    outcome: commaSeparated([...callAttemptOutcomes, ...finalOutcomes]).optional(),
    callType: commaSeparated(callTypes).optional(),
    status: commaSeparated(callStatuses).optional(),
    ...timeRange,
    q: z
      .string()
      .max(200)
      .optional()
      .describe('Part of the summary or of the first 1,000 characters of the transcript'),
    limit: pageLimit,
    cursor: Cursor.optional().describe('The nextCursor of the page before; it belongs to the same filters'),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        calls: z.array(ListedCallView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

const RecordingLink = z.object({
  url: z.string().describe('A link for a few minutes, without further credentials'),
});

export const getRecordingRoute = declare({
  name: 'get-recording',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/orders/{orderId}/calls/{callId}/recording',
  summary: 'Leads to the recording of a call',
  description:
    'What `recordingUrl` of a call says where recordings are kept (`recordings: "keep"`). It redirects to a link that works for a few minutes, or to the provider as long as the recording lies there; with `redirect=false` it tells the link instead.',
  audience: 'key',
  stack: 'console',
  table: 'read',
  partitions: ['ORDER#'],
  files: 'recordings',
  params: z.object({ orderId: z.string().max(100), callId: z.string().max(100) }),
  query: z.object({ redirect: YesOrNo.default(true) }),
  answers: {
    200: { description: 'Where it can be fetched now, with `redirect=false`', schema: RecordingLink },
    303: {
      description: 'Where it can be fetched now',
      headers: { location: z.string().describe('The same link') },
      schema: RecordingLink,
    },
  },
});

export const callRoutes = [listCallsRoute, getRecordingRoute];
