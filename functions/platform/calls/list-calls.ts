import type { Call } from '../../../shared/calls/call/call.ts';
import { type ListedCall, listCalls as list, listOpenCalls } from '../../../shared/calls/call/list-calls.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { encodeCursorIn, readCursorIn } from '../../../shared/http/list-page.ts';
import { periodStart } from '../../../shared/orders/lists/period-days.ts';
import { readTimeRange } from '../fields/time-range.ts';
import { listCallsRoute } from './call-routes.ts';
import { viewDial } from './call-views.ts';

const statusesOf = {
  waiting: ['queued'],
  running: ['dialing', 'in_progress'],
} as const satisfies Record<string, Call['status'][]>;

export const handler = endpoint(listCallsRoute, async ({ query, principal }, { table, clock }) => {
  const { limit, cursor, ...named } = query;
  const { state, q: text, since: first, until: last, ...conditions } = named;
  const after = cursor === undefined ? undefined : readCursorIn(named, cursor);
  const time = await readTimeRange({ since: first, until: last }, principal.timeZone);
  const filter = { ...conditions, ...time, text };
  const from = periodStart(clock());
  const { calls, next } = await (state === undefined
    ? list(table, principal, filter, { limit, after })
    : listOpenCalls(table, principal, { ...filter, status: statusesOf[state], from }, { limit, after }));
  return {
    status: 200,
    body: {
      calls: calls.map(viewListedCall),
      nextCursor: next === undefined ? null : encodeCursorIn(named, next),
    },
  };
});

function viewListedCall({ call, order }: ListedCall) {
  const { name, phone } = order.customer;
  return {
    ...viewDial(call),
    isTranscriptCut: call.isTranscriptCut === true,
    waits: waitOf({ call, order }),
    order: {
      id: order.id,
      number: order.number,
      externalId: order.externalId,
      status: order.status,
      customer: { name, phone },
    },
  };
}

/** Why a planned call is not made yet. */
function waitOf({ call, order }: ListedCall) {
  const round = order.rounds[call.callType];
  if (call.status !== 'queued' || round?.lastCallId !== call.id || round.finishedAt !== null) return null;
  const { waitsFor, dialAt } = round;
  if (waitsFor === undefined && dialAt === null) return null;
  const reason = waitsFor ?? (call.attempt > 1 ? 'retry' : 'hours');
  return { until: waitsFor === 'turn' ? null : dialAt, reason };
}
