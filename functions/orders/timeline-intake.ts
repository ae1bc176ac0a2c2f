import { type Line, readableName, textOf } from './timeline-line.ts';

type Data = Record<string, unknown>;

/** What came in with an order for people to look at, as a line; undefined when the event is about no such thing. */
export function intakeLine(type: string, data: Data): Line | undefined {
  if (type === 'order.flagged') return flagged(data);
  if (type !== 'order.change_refused') return undefined;
  const status = textOf(data.status);
  return {
    title: 'Change Refused',
    description: `The order came in again with other content when it was ${readableName(status).toLowerCase()} already`,
    type: 'error',
    metadata: { status },
  };
}

function flagged(data: Data): Line {
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
        description: 'The amount is not what sum, discount and commission leave',
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
