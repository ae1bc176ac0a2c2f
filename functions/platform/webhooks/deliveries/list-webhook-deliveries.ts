import { idsBetween, isId } from '../../../../shared/base/ids.ts';
import { Problem } from '../../../../shared/base/problem.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { encodeCursorIn, readCursorIn } from '../../../../shared/http/list-page.ts';
import { listWebhookDeliveries } from '../../../../shared/webhooks/deliveries/list-webhook-deliveries.ts';
import { readTimeRange } from '../../fields/time-range.ts';
import { listWebhookDeliveriesRoute } from './webhook-delivery-routes.ts';
import { viewWebhookDelivery } from './webhook-delivery-views.ts';

export const handler = endpoint(
  listWebhookDeliveriesRoute,
  async ({ query, principal }, { table, clock }) => {
    const { limit, cursor, since, until, ...kinds } = query;
    const filter = { ...kinds, ...(await readTimeRange({ since, until }, principal.timeZone)) };
    const after = cursor === undefined ? undefined : readCursorIn(filter, cursor);
    const [first, last] = idsBetween('webhookDelivery', filter.since, filter.until);
    if (after !== undefined && !(isId('webhookDelivery', after) && after >= first && after <= last))
      throw new Problem('invalid_request', {
        issues: [{ field: 'cursor', rule: 'format', expected: 'cursor' }],
      });
    const { deliveries, next } = await listWebhookDeliveries(table, principal, filter, limit, after, clock());
    const nextCursor = next === undefined ? null : encodeCursorIn(filter, next);
    return { status: 200, body: { deliveries: deliveries.map(viewWebhookDelivery), nextCursor } };
  },
);
