import type { HttpResult } from '../../../adapters/outbound/http-result.ts';
import { DEADLINE_MS, post } from '../../../adapters/outbound/post.ts';
import { fieldsOf, objectIn } from '../../telephony/port/bodies.ts';
import type { CallStart } from '../../telephony/port/port.ts';
import type { Messenger, Sent } from '../port/messenger.ts';
import { buttons } from '../port/templates.ts';
import { templateVariables } from '../port/wording.ts';
import { sendFailureOf } from './whatsapp-errors.ts';
import { buttonPayload, chatReference } from './whatsapp-reference.ts';

/** A number at Meta, as the tenant's settings name it. */
export interface WhatsAppNumber {
  phoneNumberId: string;
  accessToken: string;
  template: { name: string; language: string };
  /** Of the Graph API. */
  version?: string;
  baseUrl?: string;
}

const BASE_URL = 'https://graph.facebook.com';
const VERSION = 'v24.0';

/** Meta's Cloud API of messages. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export function createWhatsApp(settings: object, { allowPrivate }: { allowPrivate: boolean }): Messenger {
  const number = settings as WhatsAppNumber;
  const { phoneNumberId, accessToken, version = VERSION, baseUrl = BASE_URL } = number;
  return {
    service: 'whatsapp',
    async send(message): Promise<Sent> {
      const result = await post({
        url: `${baseUrl.replace(/\/+$/, '')}/${version}/${phoneNumberId}/messages`,
        headers: {
          authorization: `Bearer ${accessToken}`,
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': 'Recado/1',
        },
        body: JSON.stringify(bodyOf(message, number)),
        deadlineMs: DEADLINE_MS,
        allowPrivate,
      });
      return result.ok ? acceptanceOf(result) : sendFailureOf(result);
    },
  };
}

/**
 * The template with its variables, and the payloads of its buttons. Meta knows no key that makes a repeat harmless; what it
 * reports about the message carries `biz_opaque_callback_data`.
 */
const bodyOf = (message: CallStart, { template: { name, language } }: WhatsAppNumber) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: message.phone.replace('+', ''),
  type: 'template',
  template: {
    name,
    language: { code: language },
    components: [
      {
        type: 'body',
        parameters: templateVariables(message.script, language).map((text) => ({ type: 'text', text })),
      },
      ...buttons.map((button, index) => ({
        type: 'button',
        sub_type: 'quick_reply',
        index: String(index),
        parameters: [{ type: 'payload', payload: buttonPayload(button, message) }],
      })),
    ],
  },
  biz_opaque_callback_data: chatReference(message),
});

function acceptanceOf({ body }: Extract<HttpResult, { ok: true }>): Sent {
  const { messages } = objectIn(body);
  const { id } = fieldsOf(Array.isArray(messages) ? messages[0] : undefined);
  // Accepted, with an id that we do not know yet.
  return typeof id === 'string' && id !== ''
    ? { status: 'accepted', messageId: id }
    : { status: 'unknown', reason: 'invalid_response' };
}
