import type * as z from 'zod';
import { isolated } from '../../shared/base/text.ts';
import type { OrderEvent } from '../../shared/events/event.ts';
import type { OrderStatus } from '../../shared/events/order-words.ts';
import { jsonOfText } from '../../shared/orders/free-json.ts';
import { amountToNumber } from '../../shared/orders/money.ts';
import type { Noted } from '../../shared/orders/note.ts';
import type { JsonObject } from '../../shared/orders/order.ts';
import type { OrderDetails, TimelineAnswer } from './schemas.ts';
import { callLine } from './timeline-calls.ts';
import { dispatchLine } from './timeline-dispatch.ts';
import { intakeLine } from './timeline-intake.ts';
import { type Line, readableName, textOf } from './timeline-line.ts';

type Shown = z.output<typeof TimelineAnswer>[number];
type Data = Record<string, unknown>;

/** An event as a line of the order's timeline. */
export function viewEvent(event: OrderEvent): Shown {
  const { title, description, type, metadata } = lineOf(event.type, event.data as Data);
  return { id: event.id, title, description, type, timestamp: event.at, metadata };
}

function lineOf(type: string, data: Data): Line {
  switch (type) {
    case 'order.created':
      return created(data);
    case 'order.status_changed':
      return status(data);
    case 'order.updated':
      return {
        title: 'Order Updated',
        description: `Changed: ${[data.changes].flat().map(fieldOf).join(', ')}`,
        type: 'info',
        metadata: facts(data, ['changes']),
      };
    case 'order.confirmation_reopened':
      return {
        title: 'Confirmation Reopened',
        description: 'The order was changed: what the customer was asked about is out of date',
        type: 'pending',
        metadata: facts(data, ['outcome']),
      };
    case 'order.payment_changed':
      return payment(data);
    case 'order.logistics_changed':
      return logistics(data);
    case 'order.noted':
      return note(data as unknown as Noted);
    default:
      return intakeLine(type, data) ?? callLine(type, data) ?? dispatchLine(type, data) ?? other(type, data);
  }
}

const fieldOf = (name: unknown): string =>
  name === 'logistics' ? 'tracking number' : readableName(textOf(name)).toLowerCase();

function created({ order }: Data): Line {
  const { source, externalId, total, currency } = (order ?? {}) as Data;
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

/** What reaching a status means, in the reference's words. */
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

const isStatus = (text: unknown): text is OrderStatus =>
  typeof text === 'string' && Object.hasOwn(statusLines, text);

/** Why a status changed, where the status alone does not say it. */
function describeStatus(to: OrderStatus, cause: unknown): string {
  const { description } = statusLines[to];
  if (cause === 'merchant' && (to === 'confirmed' || to === 'needs_review'))
    return to === 'confirmed' ? 'Order confirmed by merchant' : 'Order set aside for review by merchant';
  if (to === 'confirmed') return 'Order confirmed by customer';
  if (to === 'cancelled' && cause === 'call') return 'Order cancelled by customer';
  if (to === 'cancelled' && cause === 'logistics') return 'Order returned to the merchant';
  if (to === 'pending' && cause === 'content_changed') return 'Order changed, awaiting confirmation again';
  return description;
}

function status({ from, to, cause }: Data): Line {
  if (!isStatus(to)) return other('order.status_changed', { from, to, cause });
  const { title, type } = statusLines[to];
  return { title, type, description: describeStatus(to, cause), metadata: facts({ from, to, cause }) };
}

function payment(data: Data): Line {
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

function logistics({ from, to, trackingNumber, carrier }: Data): Line {
  const stopped = to === 'failed_delivery' || to === 'returned';
  const done = to === 'delivered';
  return {
    title: `Delivery ${readableName(textOf(to))}`,
    description: `The delivery is ${textOf(to).replaceAll('_', ' ')}`,
    type: stopped ? 'error' : done ? 'success' : 'info',
    metadata: {
      ...facts({ from, to, carrier }),
      ...(typeof trackingNumber === 'string' && { tracking_number: trackingNumber }),
    },
  };
}

const note = ({ metadata, ...line }: Noted): Line => ({ ...line, metadata: jsonOfText(metadata) });

/** A kind of event that this dialect has no words of its own for. */
const other = (type: string, data: Data): Line => ({
  title: readableName(type.replaceAll('.', '_')),
  description: '',
  type: 'info',
  metadata: facts(data),
});

/** The plain values of an event: no nulls, nothing nested but lists. */
function facts(data: Data, names: readonly string[] = Object.keys(data)): JsonObject {
  const plain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  const told = names.filter(
    (name) => plain(data[name]) || (Array.isArray(data[name]) && data[name].every(plain)),
  );
  return Object.fromEntries(told.map((name) => [name, data[name]])) as JsonObject;
}

/** The order's statuses in time. */
export function historyOf(events: readonly OrderEvent[]): z.output<typeof OrderDetails>['order_history'] {
  return events.flatMap(({ type, at, data }) => {
    const { to, cause, order } = data as Data;
    const first = (order as Data | undefined)?.status;
    if (type === 'order.created' && isStatus(first))
      return [{ status: first, timestamp: at, note: statusLines[first].description }];
    if (type !== 'order.status_changed' || !isStatus(to)) return [];
    return [{ status: to, timestamp: at, note: describeStatus(to, cause) }];
  });
}
