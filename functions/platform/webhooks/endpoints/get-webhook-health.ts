import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { countLatest } from '../../../../shared/webhooks/deliveries/count-latest.ts';
import { requireEndpoint } from '../../../../shared/webhooks/endpoints/endpoint.ts';
import {
  type HourOfHealth,
  loadHealth,
  percentile95,
} from '../../../../shared/webhooks/health/health-counts.ts';
import { getWebhookHealthRoute } from './webhook-health-routes.ts';

export const handler = endpoint(getWebhookHealthRoute, async ({ params, principal }, { table, clock }) => {
  const { id, enabled, disabledReason, failingSince } = await requireEndpoint(table, principal, params.id);
  const [hours, counts] = await Promise.all([
    loadHealth(table, principal, id, clock()),
    countLatest(table, principal, id),
  ]);
  const total = { succeeded: sum(hours, 'succeeded'), failed: sum(hours, 'failed') };
  return {
    status: 200,
    body: {
      id,
      enabled,
      disabledReason: disabledReason ?? null,
      failingSince: failingSince ?? null,
      lastSuccessAt: hours.findLast(({ lastSuccessAt }) => lastSuccessAt !== null)?.lastSuccessAt ?? null,
      attempts: total.succeeded + total.failed,
      successRate: rateOf(total),
      p95Ms: percentile95(hours),
      hours: hours.map(viewHour),
      ...counts,
    },
  };
});

type Counts = Pick<HourOfHealth, 'succeeded' | 'failed'>;

const sum = (hours: readonly Counts[], name: keyof Counts): number =>
  hours.reduce((total, hour) => total + hour[name], 0);

const rateOf = ({ succeeded, failed }: Counts): number | null =>
  succeeded + failed === 0 ? null : succeeded / (succeeded + failed);

const viewHour = (hour: HourOfHealth) => ({
  from: hour.from,
  succeeded: hour.succeeded,
  failed: hour.failed,
  successRate: rateOf(hour),
  p95Ms: percentile95([hour]),
});
