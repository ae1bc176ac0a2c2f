import type { CallScript } from '../../telephony/port/port.ts';
import { spokenAmount } from '../../telephony/port/spoken-amount.ts';
import type { ChatAnswer } from './chat-update.ts';
import { type AnswerButton, type MessageTemplate, templates } from './templates.ts';

/** The words of a chat message, and of its entry among the calls, in one language. */
export interface Wording extends MessageTemplate {
  /** Before lines of the transcript. */
  shop: string;
  customer: string;
  /** Used where the name is unknown. */
  unknownCustomer: string;
  summary: Readonly<Record<AnswerButton | 'opt_out', string>>;
}

export const wordings = {
  es: {
    ...templates.es,
    shop: 'Tienda',
    customer: 'Cliente',
    unknownCustomer: 'cliente',
    summary: {
      yes: 'El cliente confirmó el pedido por WhatsApp.',
      no: 'El cliente canceló el pedido por WhatsApp.',
      problem: 'El cliente dice por WhatsApp que algo está mal.',
      opt_out: 'El cliente no quiere recibir más mensajes ni llamadas.',
    },
  },
  en: {
    ...templates.en,
    shop: 'Shop',
    customer: 'Customer',
    unknownCustomer: 'customer',
    summary: {
      yes: 'The customer confirmed the order on WhatsApp.',
      no: 'The customer cancelled the order on WhatsApp.',
      problem: 'The customer says on WhatsApp that something is wrong.',
      opt_out: 'The customer wants no more messages or calls.',
    },
  },
  hi: {
    ...templates.hi,
    shop: 'दुकान',
    customer: 'ग्राहक',
    unknownCustomer: 'ग्राहक',
    summary: {
      yes: 'ग्राहक ने WhatsApp पर ऑर्डर कन्फ़र्म किया।',
      no: 'ग्राहक ने WhatsApp पर ऑर्डर रद्द किया।',
      problem: 'ग्राहक ने WhatsApp पर कहा कि कुछ ग़लत है।',
      opt_out: 'ग्राहक आगे संदेश या कॉल नहीं चाहते।',
    },
  },
  pt: {
    ...templates.pt,
    shop: 'Loja',
    customer: 'Cliente',
    unknownCustomer: 'cliente',
    summary: {
      yes: 'O cliente confirmou o pedido pelo WhatsApp.',
      no: 'O cliente cancelou o pedido pelo WhatsApp.',
      problem: 'O cliente diz pelo WhatsApp que algo está errado.',
      opt_out: 'O cliente não quer mais mensagens nem ligações.',
    },
  },
} as const satisfies Record<string, Wording>;

/** Of a language as Meta (`es_CO`) or BCP 47 (`es-CO`) writes it; English where there is none. */
export function wordingOf(language: string): Wording {
  const name = language.slice(0, 2).toLowerCase();
  return Object.hasOwn(wordings, name) ? wordings[name as keyof typeof wordings] : wordings.en;
}

/** Characters of each variable: with the words around them a body has 1,024 at most. */
const MAX_LENGTHS = { name: 60, shop: 60, products: 300, total: 40, address: 240 } as const;

/** The five variables, as a template takes them: none is empty, or has line breaks, tabs or many spaces. */
export function templateVariables(script: CallScript, language: string): string[] {
  const { unknownCustomer } = wordingOf(language);
  return [
    variable(script.customerName, MAX_LENGTHS.name) || unknownCustomer,
    variable(script.storeName, MAX_LENGTHS.shop) || '-',
    variable(script.products, MAX_LENGTHS.products) || '-',
    variable(amountOf(script, language), MAX_LENGTHS.total) || '-',
    variable(script.address ?? '', MAX_LENGTHS.address) || '-',
  ];
}

const amountOf = ({ total, currency }: CallScript, language: string): string =>
  spokenAmount(total, currency, language.replace('_', '-'), 'code');

/** The text of the template, filled in, as the customer reads it. */
export function questionText(script: CallScript, language: string): string {
  const values = templateVariables(script, language);
  return wordingOf(language).body.replace(/\{\{(\d)\}\}/g, (_all, place) => values[Number(place) - 1] ?? '');
}

/** One line of at most this many characters; a longer one ends with an ellipsis. */
function variable(text: string, longest: number): string {
  const line = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The transcript of a chat message begins with the question. */
export const askedLine = (script: CallScript, language: string): string =>
  `${wordingOf(language).shop}: ${questionText(script, language)}`;

/** The line of the transcript that an answer adds. */
export const answeredLine = ({ text }: ChatAnswer, language: string): string =>
  `${wordingOf(language).customer}: ${text.replace(/\s+/g, ' ').trim()}`;

/** The summary of an answer: the customer's own words where they say more than a button. */
export function summaryOfAnswer({ meaning, isTyped, text }: ChatAnswer, language: string): string {
  if (meaning === 'note' || (meaning === 'problem' && isTyped)) return text;
  return wordingOf(language).summary[meaning];
}
