import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { amountToNumber } from '../../../shared/orders/order/money.ts';
import { getStatistics as get, type Statistics } from '../../../shared/reports/statistics/get-statistics.ts';
import { getStatisticsRoute } from './report-routes.ts';

export const handler = endpoint(getStatisticsRoute, async ({ query, principal }, { table, clock }) => ({
  status: 200,
  body: view(await get(table, principal, query.period ?? 'monthly', clock())),
}));

function view({ orders, revenue, averageOrderValue, otherRevenue, period }: Statistics) {
  const others = Object.entries(otherRevenue).map(
    ([code, amount]) => [code, amountToNumber(amount)] as const,
  );
  return {
    totalOrders: orders,
    revenue: amountToNumber(revenue),
    averageOrderValue: amountToNumber(averageOrderValue),
    ...(others.length > 0 && { otherRevenue: Object.fromEntries(others) }),
    period: { start: toSecond(period.start), end: toSecond(period.end) },
  };
}

/** As the reference writes them: `2023-06-30T23:59:59Z`. */
const toSecond = (at: Date): string => at.toISOString().replace('.000Z', 'Z');
