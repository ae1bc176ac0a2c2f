import { Problem } from '../base/problem.ts';
import type { DeliveryCode } from '../serviceability/delivery-codes.ts';

/** A refusal by a code of the delivery dialect. @param message what is wrong here, for a person to read */
export const refuseDelivery = (ecode: DeliveryCode, message?: string, options?: ErrorOptions): Problem =>
  new Problem('delivery_refused', { ecode, ...(message !== undefined && { message }) }, options);
