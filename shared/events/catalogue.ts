import type { ZodType, z } from 'zod';
import { callEvents } from './call-events.ts';
import { chatEvents } from './chat-events.ts';
import { deliveryEvents } from './delivery-events.ts';
import { internalEvents } from './internal-events.ts';
import { orderEvents } from './order-events.ts';

/** The events in the logs of orders. */
const orderLog = { ...orderEvents, ...callEvents, ...chatEvents } as const satisfies Record<string, ZodType>;

/**
 * Every event there is: its type, and the schema of what it holds. Events are stored for good and cross releases, so a
 * schema only grows by optional fields; any other change is a new version (`versions.ts`), which an older
 * release leaves to a newer one.
 */
export const catalogue = {
  ...orderLog,
  ...deliveryEvents,
  ...internalEvents,
} as const satisfies Record<string, ZodType>;

export type EventType = keyof typeof catalogue;

/** The data of an event of a type. */
export type EventData<T extends EventType> = z.output<(typeof catalogue)[T]>;

/** Events of an order: the lines of its timeline. */
export type OrderEventType = keyof typeof orderLog;

/** Events of a delivery. */
export type DeliveryEventType = keyof typeof deliveryEvents;

export const isOrderEventType = (type: string): type is OrderEventType => Object.hasOwn(orderLog, type);

export const isDeliveryEventType = (type: string): type is DeliveryEventType =>
  Object.hasOwn(deliveryEvents, type);

export const isEventType = (type: unknown): type is EventType =>
  typeof type === 'string' && Object.hasOwn(catalogue, type);
