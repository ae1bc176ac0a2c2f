import { isId } from '../../../base/ids.ts';
import type { CallReference } from '../../telephony/port/reference.ts';
import { type AnswerButton, buttons } from '../port/templates.ts';

/** Which chat message of the tenant: short, because Meta limits what a button returns. It is not a proof of origin. */
export const chatReference = ({ mode, orderId, callId }: CallReference): string =>
  `${mode}.${orderId}.${callId}`;

/** Undefined for a text that is no reference of ours. @param tenantId of the webhook that received it */
export function chatReferenceIn(text: string, tenantId: string): CallReference | undefined {
  const [mode, orderId = '', callId = '', ...more] = text.split('.');
  const isOurs = more.length === 0 && isId('order', orderId) && isId('call', callId);
  return isOurs && (mode === 'live' || mode === 'test') ? { tenantId, mode, orderId, callId } : undefined;
}

/** The payload that a pressed button sends back. */
export const buttonPayload = (button: AnswerButton, reference: CallReference): string =>
  `${button}.${chatReference(reference)}`;

export function buttonPressed(
  payload: string,
  tenantId: string,
): { button: AnswerButton; reference: CallReference } | undefined {
  const button = buttons.find((name) => payload.startsWith(`${name}.`));
  const reference = button && chatReferenceIn(payload.slice(button.length + 1), tenantId);
  return button && reference && { button, reference };
}
