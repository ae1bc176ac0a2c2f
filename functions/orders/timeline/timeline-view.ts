import type * as z from 'zod';
import { isolated } from '../../../shared/base/text/text.ts';
import type { EventData, OrderEventType } from '../../../shared/events/catalogue.ts';
import type { OrderEvent } from '../../../shared/events/event.ts';
import type { LoggedEvent } from '../../../shared/events/logged-event.ts';
import type { OrderStatus } from '../../../shared/events/order-words.ts';
import { jsonOfText } from '../../../shared/orders/order/free-json.ts';
import { amountToNumber } from '../../../shared/orders/order/money.ts';
import type { JsonObject, Order } from '../../../shared/orders/order/order.ts';
import type { OrderContent } from '../../../shared/orders/order/order-content.ts';
import type { OrderDetails, TimelineAnswer } from '../fields/schemas.ts';
import { callLines } from './timeline-calls.ts';
import { chatLines } from './timeline-chat.ts';
import { dispatchLines } from './timeline-dispatch.ts';
import { intakeLines } from './timeline-intake.ts';
import { type Line, type Lines, readableName, textOf } from './timeline-line.ts';

type Shown = z.output<typeof TimelineAnswer>[number];
type Data = Record<string, unknown>;

/** All but the creation, whose line tells what the order was about. */
type LineType = Exclude<OrderEventType, 'order.created'>;

/** The line of each event about an order in this dialect. */
const lines: Lines<LineType> = {
  ...intakeLines,
  ...callLines,
  ...chatLines,
  ...dispatchLines,
  'order.status_changed': status,
  'order.updated': (data) => ({
    title: 'Order Updated',
    description: `Changed: ${data.changes.map(fieldOf).join(', ')}`,
    type: 'info',
    metadata: facts(data, ['changes']),
  }),
  'order.confirmation_reopened': (data) => ({
    title: 'Confirmation Reopened',
    description:
      data.cause === 'reopened'
        ? 'The order was cancelled and is open again: the customer is to be asked anew'
        : 'The order was changed: what the customer was asked about is out of date',
    type: 'pending',
    metadata: facts(data, ['outcome']),
  }),
  'order.payment_changed': payment,
  'order.logistics_changed': logistics,
  'order.noted': ({ metadata, ...line }) => ({ ...line, metadata: jsonOfText(metadata) }),
};

/** An event as a line of the order's timeline. @param of what the order was about when it was created, for the line that says so */
export function viewEvent(event: LoggedEvent, of?: OrderContent): Shown {
  const { title, description, type, metadata } = viewed(event, of);
  return { id: event.id, title, description, type, timestamp: event.at, metadata };
}

function viewed(event: LoggedEvent, of: OrderContent | undefined): Line {
  if (event.type === 'unknown') return plain(event.data.type, event.data.data);
  if (event.type !== 'order.created') return lineOf(event);
  return of ? created(of) : plain(event.type, event.data);
}

const lineOf = <Type extends LineType>({ type, data }: OrderEvent<Type>): Line => lines[type](data);

const fieldOf = (name: string): string =>
  name === 'logistics' ? 'tracking number' : readableName(name).toLowerCase();

function created({ source, externalId, total, currency }: OrderContent): Line {
  return {
    title: 'Order Created',
    description: `Order placed through ${isolated(textOf(source))}`,
    type: 'info',
    metadata: {
      source: textOf(source),
      ...(typeof externalId === 'string' && { external_order_id: externalId }),
      amount: amountToNumber(textOf(total)),
      currency: textOf(currency),
    },
  };
}

/** The line of each status, in the reference's words. */
const statusLines: Readonly<Record<OrderStatus, Omit<Line, 'metadata'>>> = {
  pending: { title: 'Order Pending', description: 'Order placed, awaiting confirmation', type: 'pending' },
  confirmed: { title: 'Order Confirmed', description: 'Customer confirmed the order', type: 'success' },
  needs_review: {
    title: 'Order Needs Review',
    description: 'Customer reported a problem with the order',
    type: 'pending',
  },
  processing: { title: 'Order Processing', description: 'Order being prepared', type: 'pending' },
  shipped: { title: 'Order Shipped', description: 'Order dispatched', type: 'info' },
  delivered: { title: 'Order Delivered', description: 'Order delivered to customer', type: 'success' },
  completed: { title: 'Order Completed', description: 'Order completed successfully', type: 'success' },
  cancelled: { title: 'Order Cancelled', description: 'Order cancelled', type: 'error' },
  refunded: { title: 'Order Refunded', description: 'Order refunded', type: 'info' },
};

/** Why a status changed, where the status alone does not show it. */
function describeStatus(to: OrderStatus, cause: string): string {
  const { description } = statusLines[to];
  if (cause === 'merchant' && (to === 'confirmed' || to === 'needs_review'))
    return to === 'confirmed' ? 'Order confirmed by merchant' : 'Order set aside for review by merchant';
  if (to === 'confirmed') return 'Order confirmed by customer';
  if (to === 'cancelled' && cause === 'call') return 'Order cancelled by customer';
  if (to === 'cancelled' && cause === 'logistics') return 'Order returned to the merchant';
  if (to === 'pending' && cause === 'merchant') return 'Order reopened by merchant, awaiting confirmation';
  if (to === 'pending' && cause === 'content_changed') return 'Order changed, awaiting confirmation again';
  return description;
}

function status({ from, to, cause, reason }: EventData<'order.status_changed'>): Line {
  const { title, type } = statusLines[to];
  const described = describeStatus(to, cause);
  return {
    title,
    type,
    description: reason === undefined ? described : `${described}: ${isolated(reason)}`,
    metadata: facts({ from, to, cause, reason }),
  };
}

function payment(data: EventData<'order.payment_changed'>): Line {
  const { to } = data;
  const lines: Readonly<Record<string, Omit<Line, 'metadata'>>> = {
    paid: { title: 'Payment Received', description: 'Payment processed successfully', type: 'success' },
    pending: { title: 'Payment Pending', description: 'Payment not processed yet', type: 'pending' },
    cancelled: { title: 'Payment Cancelled', description: 'Payment cancelled', type: 'error' },
    refunded: { title: 'Payment Refunded', description: 'Payment given back', type: 'info' },
  };
  const isPart = to === 'pending' && Number(data.collected) > 0;
  const part: Omit<Line, 'metadata'> = {
    title: 'Part Payment Received',
    description: `Still to be paid: ${textOf(data.due)} ${textOf(data.currency)}`,
    type: 'pending',
  };
  const line = (isPart ? part : lines[textOf(to)]) ?? {
    title: 'Payment Updated',
    description: 'Payment changed',
    type: 'info',
  };
  return {
    ...line,
    metadata: {
      ...facts(data, ['from', 'to', 'currency']),
      payment_method: textOf(data.method),
      amount: amountToNumber(textOf(to === 'paid' || isPart ? data.collected : data.due)),
      ...(typeof data.paymentId === 'string' && { transaction_id: data.paymentId }),
    },
  };
}

function logistics({ from, to, trackingNumber, carrier }: EventData<'order.logistics_changed'>): Line {
  const failed = to === 'failed_delivery';
  const stopped = failed || to === 'returned';
  const done = to === 'delivered';
  return {
    title: failed ? 'Delivery Failed' : `Delivery ${readableName(textOf(to))}`,
    description: failed ? 'The delivery failed' : `The delivery is ${textOf(to).replaceAll('_', ' ')}`,
    type: stopped ? 'error' : done ? 'success' : 'info',
    metadata: {
      ...facts({ from, to, carrier }),
      ...(typeof trackingNumber === 'string' && { tracking_number: trackingNumber }),
    },
  };
}

/** An event without words of its own, such as one of a newer release: its type and its plain values. */
const plain = (type: string, data: object): Line => ({
  title: readableName(type.replaceAll('.', '_')),
  description: '',
  type: 'info',
  metadata: facts(data),
});

/** The plain values of an event: no nulls, nothing nested but lists. */
function facts(given: object, names: readonly string[] = Object.keys(given)): JsonObject {
  const data = given as Data;
  const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  const shown = names.filter(
    (name) => isPlain(data[name]) || (Array.isArray(data[name]) && data[name].every(isPlain)),
  );
  return Object.fromEntries(shown.map((name) => [name, data[name]])) as JsonObject;
}

/** The order's latest statuses in time. */
export const historyOf = ({ history }: Order): z.output<typeof OrderDetails>['order_history'] =>
  history.map(({ status, cause, at }) => ({
    status,
    timestamp: at,
    note: cause === null ? statusLines[status].description : describeStatus(status, cause),
  }));
