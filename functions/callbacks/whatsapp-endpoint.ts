import type { Cipher } from '../../shared/adapters/cipher/cipher.ts';
import type { Speed } from '../../shared/adapters/queues/wait.ts';
import { receiveChatUpdates } from '../../shared/calls/chat/receive-chat-updates.ts';
import { receiveRules, verifyRules } from '../../shared/calls/chat/whatsapp/whatsapp-callbacks.ts';
import {
  receiveWhatsappRoute,
  verifyWhatsappRoute,
} from '../../shared/calls/chat/whatsapp/whatsapp-routes.ts';
import { callbackEndpoint } from '../../shared/calls/telephony/port/callback-endpoint.ts';
import type { Handler, Services } from '../../shared/http/exchange.ts';

interface WhatsAppEndpoint {
  cipher: Pick<Cipher, 'open'>;
  speed: Speed;
}

/** Answers Meta's question whether the webhook URL is ours. */
export const whatsappVerification = (cipher: WhatsAppEndpoint['cipher'], services?: Services): Handler =>
  callbackEndpoint(
    verifyWhatsappRoute,
    verifyRules,
    async ({ report: challenge }) => ({
      status: 200,
      text: challenge,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    }),
    cipher,
    services,
  );

/** Receives Meta's webhook: customers' answers, and statuses of messages. */
export const whatsappReceiver = ({ cipher, speed }: WhatsAppEndpoint, services?: Services): Handler =>
  callbackEndpoint(
    receiveWhatsappRoute,
    receiveRules,
    async ({ reference: { tenantId }, report }, { table, clock }) => {
      await receiveChatUpdates({ table, clock, speed }, { tenantId, mode: 'live' }, 'whatsapp', report);
      return { status: 200, body: { received: true } };
    },
    cipher,
    services,
  );
