import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { updateLogistics as moveLogistics } from '../../shared/orders/changes/update-logistics.ts';
import { updateLogisticsRoute } from './routes.ts';

export const handler = endpoint(updateLogisticsRoute, async ({ params, body, principal }, services) => {
  const { logistics, id, updatedAt } = await moveLogistics(services, principal, params.id, {
    status: body.logisticStatus,
    trackingNumber: body.trackingNumber ?? undefined,
    carrier: body.carrier ?? undefined,
  });
  const { status, trackingNumber, carrier } = logistics;
  return {
    status: 200,
    body: { success: true, orderId: id, logisticStatus: status, trackingNumber, carrier, updatedAt },
  };
});
