import { isId } from '../../../base/ids.ts';
import type { CallReference } from '../../telephony/port/reference.ts';
import { type AnswerButton, buttons } from '../port/wording.ts';

/** Which message of the tenant: short, because Meta bounds what a button brings back. It proves nothing by itself. */
export const chatReference = ({ mode, orderId, callId }: CallReference): string =>
  `${mode}.${orderId}.${callId}`;

/** Undefined for a text that is no reference of ours. @param tenantId whose webhook brought it */
export function chatReferenceIn(text: string, tenantId: string): CallReference | undefined {
  const [mode, orderId = '', callId = '', ...more] = text.split('.');
  const isOurs = more.length === 0 && isId('order', orderId) && isId('call', callId);
  return isOurs && (mode === 'live' || mode === 'test') ? { tenantId, mode, orderId, callId } : undefined;
}

/** What a button brings back when it is pressed. */
export const buttonPayload = (button: AnswerButton, reference: CallReference): string =>
  `${button}.${chatReference(reference)}`;

export function buttonPressed(
  payload: string,
  tenantId: string,
): { button: AnswerButton; reference: CallReference } | undefined {
  const button = buttons.find((one) => payload.startsWith(`${one}.`));
  const reference = button && chatReferenceIn(payload.slice(button.length + 1), tenantId);
  return button && reference && { button, reference };
}
