import { Problem } from '../../base/problem.ts';
import type { DeliveryRefusal } from '../../events/delivery-refusals.ts';

/** A refusal for one reason. @param message the details for a person, where the reason does not contain them */
export const refuseDelivery = (reason: DeliveryRefusal, message?: string, options?: ErrorOptions): Problem =>
  new Problem('delivery_refused', { reason, ...(message !== undefined && { message }) }, options);
