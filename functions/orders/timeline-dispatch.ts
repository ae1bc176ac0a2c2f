import { isolated } from '../../shared/base/text.ts';
import { type Line, textOf } from './timeline-line.ts';

type Data = Record<string, unknown>;

/** What became of an order that was to be dispatched, or was changed when it had been, as a line; undefined when the event is about no such thing. */
export function dispatchLine(type: string, data: Data): Line | undefined {
  if (type === 'order.dispatched') return dispatched(data);
  if (type === 'order.delivery_stands') return standing(data);
  if (type === 'order.not_collected') return notCollected(data);
  if (type === 'order.cash_differs') return cash(data);
  return type === 'order.dispatch_failed' ? failed(data) : undefined;
}

function dispatched({ deliveryId, scheduledAt, approximate }: Data): Line {
  const isScheduled = typeof scheduledAt === 'string';
  return {
    title: isScheduled ? 'Delivery Scheduled' : 'Delivery Booked',
    description: [
      isScheduled ? `Closed now: the delivery is booked for ${scheduledAt}` : 'The delivery was booked',
      ...(approximate === true ? ['billed to the neighbourhood of the address'] : []),
    ].join(', '),
    type: 'info',
    metadata: {
      delivery_id: textOf(deliveryId),
      ...(isScheduled && { scheduled_at: scheduledAt }),
      approximate: approximate === true,
    },
  };
}

function cash({ kind, expected, taken, currency, reason, deliveryId }: Data): Line {
  const isShort = kind === 'short';
  return {
    title: isShort ? 'Cash Short' : 'Cash Over',
    description: `${textOf(taken)} of ${textOf(expected)} ${textOf(currency)} were collected: ${textOf(reason)}`,
    type: isShort ? 'error' : 'info',
    metadata: {
      delivery_id: textOf(deliveryId),
      expected: Number(expected),
      collected: Number(taken),
      currency: textOf(currency),
      reason: textOf(reason),
    },
  };
}

function failed({ failures, temporaryOrderID }: Data): Line {
  const reasons = [failures].flat() as { code: string; rule: string; message: string }[];
  return {
    title: 'Delivery Not Booked',
    description: reasons.map(({ message }) => message).join('; '),
    type: 'error',
    metadata: {
      ...(typeof temporaryOrderID === 'string' && { temporary_order_id: temporaryOrderID }),
      reasons: reasons.map(({ code, rule, message }) => ({ code, rule, message })),
    },
  };
}

function notCollected({ deliveryId, method, due, currency }: Data): Line {
  return {
    title: 'Nothing Collected',
    description: `Nobody knows whether ${isolated(JSON.stringify(method))} is paid at the door: the delivery collects nothing of ${textOf(due)} ${textOf(currency)}`,
    type: 'error',
    metadata: { delivery_id: textOf(deliveryId), payment_method: textOf(method), amount: Number(due) },
  };
}

function standing({ cause, deliveryId, trackingNumber }: Data): Line {
  return {
    title: 'Delivery Unchanged',
    description:
      cause === 'cancelled'
        ? 'The order was cancelled: the delivery that is booked goes on until it is cancelled too'
        : 'The order was changed: the delivery that is booked stands as it was',
    type: 'pending',
    metadata: {
      delivery_id: textOf(deliveryId),
      ...(typeof trackingNumber === 'string' && { tracking_number: trackingNumber }),
    },
  };
}
