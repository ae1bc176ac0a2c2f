import { encodeCursor } from '../../shared/http/cursor.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { isId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { listDeliveries } from '../../shared/webhooks/list-deliveries.ts';
import { listWebhookDeliveries } from './webhook-routes.ts';
import { viewDelivery } from './webhook-views.ts';

export const handler = endpoint(listWebhookDeliveries, async ({ query, principal }, { table }) => {
  const { limit, cursor, ...filter } = query;
  if (cursor !== undefined && !isId('webhookDelivery', cursor))
    throw new Problem('invalid_request', {
      issues: [{ field: 'cursor', rule: 'format', expected: 'cursor' }],
    });
  const { deliveries, next } = await listDeliveries(table, principal, filter, limit, cursor);
  const nextCursor = next === undefined ? null : encodeCursor(next);
  return { status: 200, body: { deliveries: deliveries.map(viewDelivery), nextCursor } };
});
