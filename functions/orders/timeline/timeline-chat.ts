import { isolated } from '../../../shared/base/text/text.ts';
import type { EventData } from '../../../shared/events/catalogue.ts';
import type { chatEvents } from '../../../shared/events/chat-events.ts';
import type { JsonObject } from '../../../shared/orders/order/order.ts';
import { type Line, type Lines, readableName } from './timeline-line.ts';

/** Events of the messages that ask about an order. */
export const chatLines: Lines<keyof typeof chatEvents> = {
  'message.progressed': progressed,
  'message.answered_late': answeredLate,
};

const descriptions = {
  sent: 'Sent by WhatsApp: waiting for the answer',
  delivered: 'It is on the phone of the customer',
  read: 'The customer has seen it',
  failed: 'It did not arrive',
} as const;

function progressed(data: EventData<'message.progressed'>): Line {
  const { status, providerCode, callType } = data;
  return {
    title: `${readableName(callType)} Message ${readableName(status)}`,
    description: descriptions[status],
    type: status === 'failed' ? 'error' : 'info',
    metadata: { ...reference(data), status, ...(providerCode !== null && { provider_code: providerCode }) },
  };
}

function answeredLate(data: EventData<'message.answered_late'>): Line {
  const { meaning, text, callType } = data;
  return {
    title: `${readableName(callType)} Message Answered Late`,
    description: `Changes nothing: ${isolated(text)}`,
    type: 'info',
    metadata: { ...reference(data), meaning, text },
  };
}

const reference = ({
  callId,
  callType,
  round,
}: EventData<'message.progressed'> | EventData<'message.answered_late'>): JsonObject => ({
  call_id: callId,
  call_type: callType,
  round,
  channel: 'whatsapp',
});
