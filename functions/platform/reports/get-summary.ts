import { parkedFromEnvironment } from '../../../shared/adapters/queues/count-parked.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { periodStart } from '../../../shared/orders/lists/period-days.ts';
import { sumBacklog } from '../../../shared/reports/summary/sum-backlog.ts';
import { summarizeDay } from '../../../shared/reports/summary/summarize-day.ts';
import { localDay } from '../../../shared/time/calendar.ts';
import { loadEndpoints, type WebhookEndpoint } from '../../../shared/webhooks/endpoints/endpoint.ts';
import { dayBefore, dayBounds } from '../fields/order-query.ts';
import { getSummaryRoute } from './summary-routes.ts';
import { viewCash, viewDay } from './summary-views.ts';

const countParked = parkedFromEnvironment();

export const handler = endpoint(getSummaryRoute, async ({ query, principal }, { table, clock }) => {
  const now = clock();
  const { day = localDay(now, principal.timeZone), parts = ['day', 'attention', 'cash'] } = query;
  const weekBefore = dayBefore(day, 7);
  const [bounds, boundsBefore] = await Promise.all([
    dayBounds(principal, day),
    dayBounds(principal, weekBefore),
  ]);
  const period = { from: periodStart(now), to: undefined };
  const [today, before, backlog, endpoints, parked] = await Promise.all([
    parts.includes('day') ? summarizeDay(table, principal, bounds) : undefined,
    parts.includes('day') ? summarizeDay(table, principal, boundsBefore) : undefined,
    parts.some((part) => part !== 'day') ? sumBacklog(table, principal, period, now) : undefined,
    parts.includes('attention') ? loadEndpoints(table, principal) : [],
    parts.includes('attention') ? countParked() : null,
  ]);
  const { cash, ...attention } = backlog ?? {};
  return {
    status: 200,
    body: {
      day,
      from: bounds.start.toISOString(),
      to: bounds.end.toISOString(),
      ...(today && { ...viewDay(today), funnel: today.stages }),
      ...(before && { lastWeek: { day: weekBefore, ...viewDay(before) } }),
      ...(parts.includes('attention') && {
        attention: { ...attention, endpoints: needingAttention(endpoints), parked },
      }),
      ...(parts.includes('cash') && { cash: viewCash(cash ?? []) }),
    },
  };
});

/** Those that need attention: not the ones that their owner disabled. */
const needingAttention = (endpoints: readonly WebhookEndpoint[]) =>
  endpoints
    .filter(
      ({ enabled, disabledReason, failingSince }) =>
        (!enabled && disabledReason !== 'requested') || (enabled && failingSince),
    )
    .map(({ id, url, enabled, disabledReason, failingSince }) => ({
      id,
      url,
      enabled,
      disabledReason: disabledReason ?? null,
      failingSince: failingSince ?? null,
    }));
