import type { Queues } from '../../../adapters/queues/queues.ts';
import type { CallStart } from '../../telephony/port/port.ts';
import type { ChatAnswer, ChatUpdate } from '../port/chat-update.ts';
import type { Messenger } from '../port/messenger.ts';
import type { AnswerButton } from '../port/templates.ts';
import { wordingOf } from '../port/wording.ts';
import type { SimulatedChatUpdate } from './simulated-chat-update.ts';

/** Seconds of real time after which a simulated customer answers by default. */
const DEFAULT_SECONDS = 1;

/**
 * What a simulated customer does with a chat message, by the last four digits of the phone, as at a call: 0001 cancels, 0003
 * writes that the address is another one, 0005 is not on WhatsApp, 0002, 0004, 0006 and 0007 read it and do not answer. All
 * others confirm.
 */
function simulateChat({ callId, phone, language }: CallStart): ChatUpdate[] {
  const { buttons } = wordingOf(language);
  const messageId = `sim_${callId}`;
  const answer = (meaning: AnswerButton, text: string = buttons[meaning]): ChatAnswer => ({
    ...{ id: `sim_answer_${callId}`, meaning, text },
    isTyped: text !== buttons[meaning],
  });
  switch (phone.slice(-4)) {
    case '0001':
      return [{ messageId, status: 'delivered' }, { messageId, status: 'read' }, { answer: answer('no') }];
    case '0003':
      return [
        { messageId, status: 'read' },
        { answer: answer('problem', WRONG[language.slice(0, 2)] ?? WRONG.en) },
      ];
    case '0005':
      return [
        { messageId, status: 'failed', failure: { reason: 'not_on_whatsapp', providerCode: '131026' } },
      ];
    case '0002':
    case '0004':
    case '0006':
    case '0007':
      return [
        { messageId, status: 'delivered' },
        { messageId, status: 'read' },
      ];
    default:
      return [{ messageId, status: 'delivered' }, { messageId, status: 'read' }, { answer: answer('yes') }];
  }
}

const WRONG: Readonly<Record<string, string>> = {
  es: 'La dirección es otra: Torre 2, Apto 502',
  en: 'The address is another one: Tower 2, Flat 502',
  hi: 'पता ग़लत है: टावर 2, फ़्लैट 502',
  pt: 'O endereço é outro: Torre 2, Apto 502',
};

/** Writes to simulated customers, whose answers come back through the calls queue after the talk time. */
export function createSimulatedMessenger(queues: Queues): Messenger {
  return {
    service: 'simulator',
    async send(message) {
      const { tenantId, mode, orderId, callId } = message;
      const seconds = Math.ceil(message.talkTimeSeconds ?? DEFAULT_SECONDS);
      const bodies = simulateChat(message).map((update): SimulatedChatUpdate => {
        return { kind: 'simulated-news', tenantId, mode, orderId, callId, news: update };
      });
      await queues.send(
        'calls',
        bodies.map((body) => ({ body, delaySeconds: seconds })),
      );
      return { status: 'accepted', messageId: `sim_${callId}` };
    },
  };
}
