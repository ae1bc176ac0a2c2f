import type { EventData, OrderEventType } from '../../../shared/events/catalogue.ts';
import type { JsonObject, noteTypes } from '../../../shared/orders/order/order.ts';

/** The words for each of some types of events: one that is added without words does not compile. */
export type Lines<Type extends OrderEventType> = { [T in Type]: (data: EventData<T>) => Line };

/** The line of an event on a timeline. */
export interface Line {
  title: string;
  description: string;
  type: (typeof noteTypes)[number];
  metadata: JsonObject;
}

export const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : String(value);

/** A name in code as words: `failed_delivery` and `deliveryMethod` are `Failed Delivery` and `Delivery Method`. */
export const readableName = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
