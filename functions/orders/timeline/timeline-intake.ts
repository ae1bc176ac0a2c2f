import type { EventData } from '../../../shared/events/catalogue.ts';
import { type Line, readableName, textOf } from './timeline-line.ts';

/** Notes about an incoming order for people to check. */
export const intakeLines = { 'order.flagged': flagged, 'order.change_refused': refused };

function refused({ status }: EventData<'order.change_refused'>): Line {
  return {
    title: 'Change Refused',
    description: `The order came in again with other content when it was ${readableName(status).toLowerCase()} already`,
    type: 'error',
    metadata: { status },
  };
}

function flagged(data: EventData<'order.flagged'>): Line {
  const { flag, given, expected, reason } = data;
  switch (flag) {
    case 'phone_unreadable':
      return {
        title: 'Phone Not Readable',
        description: 'The customer cannot be called: the phone is kept as it was given',
        type: 'error',
        metadata: { phone: textOf(given) },
      };
    case 'delivery_date_unreadable':
    case 'delivery_time_unreadable': {
      const what = flag === 'delivery_date_unreadable' ? 'date' : 'time';
      return {
        title: `Delivery ${readableName(what)} Not Readable`,
        description: `The ${what} of delivery is kept among the notes as it was given`,
        type: 'error',
        metadata: { [`delivery_${what}`]: textOf(given) },
      };
    }
    case 'amount_mismatch':
      return {
        title: 'Amount Does Not Fit',
        description: 'The amount differs from the sum less discount and commission',
        type: 'error',
        metadata: { amount: Number(given), expected: Number(expected) },
      };
    default:
      return {
        title: readableName(textOf(flag)),
        description: textOf(reason).replaceAll('_', ' '),
        type: 'info',
        metadata: { flag: textOf(flag), ...(typeof reason === 'string' && { reason }) },
      };
  }
}
