import { Problem } from '../../base/problem.ts';
import type { DeliveryRefusal } from '../../events/delivery-refusals.ts';

/** A refusal for one reason. @param message what is wrong here, for a person to read, where the reason does not say it */
export const refuseDelivery = (reason: DeliveryRefusal, message?: string, options?: ErrorOptions): Problem =>
  new Problem('delivery_refused', { reason, ...(message !== undefined && { message }) }, options);
