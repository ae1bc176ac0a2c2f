import type { CallType } from '../../../events/order-words.ts';
import type { CallScript, CallStart } from '../port/port.ts';

/** The behaviour of a simulated customer who picks up. */
export type CustomerReply = 'confirms' | 'cancels' | 'corrects' | 'hangs_up';

export interface Conversation {
  transcript: string;
  summary: string;
  /** The address as the customer corrected it. */
  addressFinal: string | null;
}

/** A language's words for every type of call. */
interface Phrases {
  agent: string;
  customer: string;
  greet(script: CallScript): string;
  picksUp: string;
  ask: Record<CallType, (script: CallScript) => string>;
  answer: Record<Exclude<CustomerReply, 'hangs_up'>, (correctedAddress: string) => string>;
  thank: string;
  summary: Record<CustomerReply, (correctedAddress: string) => string>;
  /** Where a parcel goes that has no address yet, and what the customer adds to one. */
  noAddress: string;
  addition: string;
}

const order = ({ products, total, currency }: CallScript): string => `${products}, ${total} ${currency}`;

const spanish: Phrases = {
  agent: 'Agente',
  customer: 'Cliente',
  greet: ({ customerName, storeName }) => `Hola, ¿hablo con ${customerName}? Le llamo de ${storeName}.`,
  picksUp: 'Sí, con quien habla.',
  ask: {
    confirmation: (script) => `Tenemos su pedido: ${order(script)}, contra entrega. ¿Lo confirma?`,
    novelty: (script) =>
      `La transportadora reportó una novedad con su pedido: ${order(script)}. ¿Aún lo espera?`,
    office: (script) =>
      `Su pedido está en la oficina de la transportadora: ${order(script)}. ¿Pasará a recogerlo?`,
    recovery: (script) => `Dejó en su carrito: ${order(script)}. ¿Desea que se lo enviemos?`,
  },
  answer: {
    confirms: () => 'Sí, de acuerdo.',
    cancels: () => 'No, ya no lo quiero. Gracias.',
    corrects: (address) => `Sí, pero la dirección no es correcta. Es ${address}.`,
  },
  thank: 'Muchas gracias, que tenga un buen día.',
  summary: {
    confirms: () => 'El cliente aceptó el pedido.',
    cancels: () => 'El cliente ya no quiere el pedido.',
    corrects: (address) => `El cliente corrigió la dirección: ${address}.`,
    hangs_up: () => 'El cliente colgó sin responder.',
  },
  noAddress: 'Calle 10 #20-30',
  addition: 'Torre 2, Apto 502',
};

const english: Phrases = {
  agent: 'Agent',
  customer: 'Customer',
  greet: ({ customerName, storeName }) => `Hello, is this ${customerName}? I am calling from ${storeName}.`,
  picksUp: 'Yes, speaking.',
  ask: {
    confirmation: (script) => `We have your order: ${order(script)}, cash on delivery. Do you confirm it?`,
    novelty: (script) => `The courier met a problem with your order: ${order(script)}. Do you still want it?`,
    office: (script) => `Your order waits at the courier's office: ${order(script)}. Will you collect it?`,
    recovery: (script) => `You left in your cart: ${order(script)}. Shall we send it?`,
  },
  answer: {
    confirms: () => 'Yes, please.',
    cancels: () => 'No, I do not want it any more. Thank you.',
    corrects: (address) => `Yes, but the address is wrong. It is ${address}.`,
  },
  thank: 'Thank you, have a good day.',
  summary: {
    confirms: () => 'The customer accepted the order.',
    cancels: () => 'The customer does not want the order any more.',
    corrects: (address) => `The customer corrected the address: ${address}.`,
    hangs_up: () => 'The customer hung up without an answer.',
  },
  noAddress: '10 Main Road',
  addition: 'Tower 2, Flat 502',
};

const hindi: Phrases = {
  agent: 'एजेंट',
  customer: 'ग्राहक',
  greet: ({ customerName, storeName }) =>
    `नमस्ते, क्या मेरी बात ${customerName} से हो रही है? मैं ${storeName} से बोल रही हूँ।`,
  picksUp: 'जी हाँ, बोलिए।',
  ask: {
    confirmation: (script) => `आपका कैश ऑन डिलीवरी ऑर्डर है: ${order(script)}। क्या आप इसे कन्फ़र्म करते हैं?`,
    novelty: (script) => `कूरियर को आपके ऑर्डर में समस्या आई है: ${order(script)}। क्या आपको यह अब भी चाहिए?`,
    office: (script) => `आपका ऑर्डर कूरियर के दफ़्तर में है: ${order(script)}। क्या आप इसे लेने आएँगे?`,
    recovery: (script) => `आपके कार्ट में यह रह गया है: ${order(script)}। क्या हम इसे भेज दें?`,
  },
  answer: {
    confirms: () => 'जी हाँ, ठीक है।',
    cancels: () => 'नहीं, मुझे अब यह नहीं चाहिए। धन्यवाद।',
    corrects: (address) => `हाँ, लेकिन पता ग़लत है। सही पता है: ${address}।`,
  },
  thank: 'धन्यवाद, आपका दिन शुभ हो।',
  summary: {
    confirms: () => 'ग्राहक ने ऑर्डर स्वीकार किया।',
    cancels: () => 'ग्राहक को ऑर्डर अब नहीं चाहिए।',
    corrects: (address) => `ग्राहक ने पता सुधारा: ${address}।`,
    hangs_up: () => 'ग्राहक ने बिना जवाब दिए फ़ोन काट दिया।',
  },
  noAddress: '10, मेन रोड',
  addition: 'टावर 2, फ़्लैट 502',
};

const byLanguage: Readonly<Record<string, Phrases>> = { es: spanish, en: english, hi: hindi };

/** Plays a call that was picked up, in the call's language where we speak it, else in English. */
export function converse({ script, language }: CallStart, answer: CustomerReply): Conversation {
  const speak = byLanguage[language.slice(0, 2).toLowerCase()] ?? english;
  const corrected = `${script.address ?? speak.noAddress}, ${speak.addition}`;
  const greeting = [`${speak.agent}: ${speak.greet(script)}`, `${speak.customer}: ${speak.picksUp}`];
  const question = `${speak.agent}: ${speak.ask[script.callType](script)}`;
  const rest =
    answer === 'hangs_up'
      ? []
      : [`${speak.customer}: ${speak.answer[answer](corrected)}`, `${speak.agent}: ${speak.thank}`];
  return {
    transcript: [...greeting, question, ...rest].join('\n'),
    summary: speak.summary[answer](corrected),
    addressFinal: answer === 'corrects' ? corrected : null,
  };
}
