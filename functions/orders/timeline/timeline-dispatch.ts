import { isolated } from '../../../shared/base/text/text.ts';
import type { EventData } from '../../../shared/events/catalogue.ts';
import { deliveryCodes, refusalCodes } from '../../../shared/http/dialects/delivery-codes.ts';
import { type Line, textOf } from './timeline-line.ts';

/** The results of automatic bookings, and changes of orders after them. */
export const dispatchLines = {
  'order.dispatched': dispatched,
  'order.delivery_stands': deliveryContinues,
  'order.not_collected': notCollected,
  'order.cash_differs': cash,
  'order.dispatch_failed': failed,
};

function dispatched({ deliveryId, scheduledAt, approximate }: EventData<'order.dispatched'>): Line {
  const isScheduled = scheduledAt !== null;
  return {
    title: isScheduled ? 'Delivery Scheduled' : 'Delivery Booked',
    description: [
      isScheduled ? `Closed now: the delivery is booked for ${scheduledAt}` : 'The delivery was booked',
      ...(approximate ? ['billed to the neighbourhood of the address'] : []),
    ].join(', '),
    type: 'info',
    metadata: {
      delivery_id: textOf(deliveryId),
      ...(isScheduled && { scheduled_at: scheduledAt }),
      approximate: approximate,
    },
  };
}

function cash({
  kind,
  expected,
  taken,
  currency,
  reason,
  deliveryId,
}: EventData<'order.cash_differs'>): Line {
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

function failed({ failures, temporaryOrderId }: EventData<'order.dispatch_failed'>): Line {
  const reasons = failures.map(({ reason, rule, message }) => {
    const code = refusalCodes[reason];
    return { code, rule, message: message ?? deliveryCodes[code].reason };
  });
  return {
    title: 'Delivery Not Booked',
    description: reasons.map(({ message }) => message).join('; '),
    type: 'error',
    metadata: {
      ...(typeof temporaryOrderId === 'string' && { temporary_order_id: temporaryOrderId }),
      reasons,
    },
  };
}

function notCollected({ deliveryId, method, due, currency }: EventData<'order.not_collected'>): Line {
  return {
    title: 'Nothing Collected',
    description: `It is unknown whether ${isolated(JSON.stringify(method))} is paid at the door: the delivery collects nothing of ${textOf(due)} ${textOf(currency)}`,
    type: 'error',
    metadata: { delivery_id: textOf(deliveryId), payment_method: textOf(method), amount: Number(due) },
  };
}

function deliveryContinues({ cause, deliveryId, trackingNumber }: EventData<'order.delivery_stands'>): Line {
  return {
    title: 'Delivery Unchanged',
    description:
      cause === 'cancelled'
        ? 'The order was cancelled: its booked delivery continues until it is cancelled too'
        : 'The order was changed: its booked delivery stays as it was',
    type: 'pending',
    metadata: {
      delivery_id: textOf(deliveryId),
      ...(typeof trackingNumber === 'string' && { tracking_number: trackingNumber }),
    },
  };
}
