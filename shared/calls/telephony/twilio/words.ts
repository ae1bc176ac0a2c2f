import type { CallType } from '../../../events/order-words.ts';
import type { PromptName } from './texts.ts';

/** A language's words. */
export interface Words {
  prompts: Readonly<Record<Exclude<PromptName, 'order' | 'question'>, string>>;
  order: Readonly<Record<CallType, string>>;
  question: Readonly<Record<CallType, string>>;
  /** Before lines of the transcript. */
  agent: string;
  customer: string;
  silence: string;
  summary: Readonly<Record<'confirmed' | 'cancelled' | 'novedad' | 'opt_out', string>>;
  /** Hints for speech recognition. */
  hints: string;
}

const spanishKeys = 'marque 1 o diga sí. Si no, marque 2 o diga no. Si algo está mal, marque 3.';
const spanish: Words = {
  prompts: {
    greeting: 'Hola {customerName}. Le llamamos de {storeName}. Esta llamada puede ser grabada.',
    address: 'La dirección de entrega es {address}.',
    again: 'Disculpe, no le entendí.',
    confirmed: 'Muchas gracias. Hasta pronto.',
    cancelled: 'De acuerdo, gracias por avisarnos. Hasta luego.',
    problem: 'Lo sentimos. Después del tono, díganos qué está mal, y al terminar marque numeral.',
    recorded: 'Gracias, le contactaremos. Hasta luego.',
    optedOut: 'De acuerdo, no le llamaremos más. Hasta luego.',
    goodbye: 'No le entendimos. Hasta luego.',
  },
  order: {
    confirmation: 'Tenemos su pedido: {products}, por {total}, para pagar al recibirlo.',
    novelty: 'La transportadora reportó una novedad con su pedido: {products}, por {total}.',
    office: 'Su pedido está en la oficina de la transportadora: {products}, por {total}.',
    recovery: 'Dejó en su carrito: {products}, por {total}.',
  },
  question: {
    confirmation: `Para confirmarlo, ${spanishKeys} Para no recibir más llamadas, marque 9.`,
    novelty: `Si aún lo espera, ${spanishKeys} Para no recibir más llamadas, marque 9.`,
    office: `Si pasará a recogerlo, ${spanishKeys} Para no recibir más llamadas, marque 9.`,
    recovery: `Si desea que se lo enviemos, ${spanishKeys} Para no recibir más llamadas, marque 9.`,
  },
  agent: 'Agente',
  customer: 'Cliente',
  silence: '(silencio)',
  summary: {
    confirmed: 'El cliente aceptó el pedido.',
    cancelled: 'El cliente no quiere el pedido.',
    novedad: 'El cliente dice que algo está mal; sus palabras están grabadas.',
    opt_out: 'El cliente no quiere recibir más llamadas.',
  },
  hints: 'sí, no, confirmo, cancelar, algo está mal',
};

const englishKeys = 'press 1 or say yes. If not, press 2 or say no. If something is wrong, press 3.';
const english: Words = {
  prompts: {
    greeting: 'Hello {customerName}. This is a call from {storeName}. It may be recorded.',
    address: 'The delivery address is {address}.',
    again: 'Sorry, I did not get that.',
    confirmed: 'Thank you very much. Goodbye.',
    cancelled: 'All right, thank you for telling us. Goodbye.',
    problem: 'We are sorry. After the tone, tell us what is wrong, and press the hash key when you are done.',
    recorded: 'Thank you, we will get in touch. Goodbye.',
    optedOut: 'All right, we will not call you again. Goodbye.',
    goodbye: 'We did not get an answer. Goodbye.',
  },
  order: {
    confirmation: 'We have your order: {products}, for {total}, to be paid when it arrives.',
    novelty: 'The courier met a problem with your order: {products}, for {total}.',
    office: "Your order waits at the courier's office: {products}, for {total}.",
    recovery: 'You left in your cart: {products}, for {total}.',
  },
  question: {
    confirmation: `To confirm it, ${englishKeys} To get no more calls, press 9.`,
    novelty: `If you still want it, ${englishKeys} To get no more calls, press 9.`,
    office: `If you will collect it, ${englishKeys} To get no more calls, press 9.`,
    recovery: `If we shall send it, ${englishKeys} To get no more calls, press 9.`,
  },
  agent: 'Agent',
  customer: 'Customer',
  silence: '(silence)',
  summary: {
    confirmed: 'The customer accepted the order.',
    cancelled: 'The customer does not want the order.',
    novedad: 'The customer says that something is wrong; the words are recorded.',
    opt_out: 'The customer does not want to be called again.',
  },
  hints: 'yes, no, confirm, cancel, something is wrong',
};

const hindiKeys = '1 दबाएँ या हाँ कहें। नहीं तो 2 दबाएँ या नहीं कहें। अगर कुछ ग़लत है, तो 3 दबाएँ।';
const hindi: Words = {
  prompts: {
    greeting: 'नमस्ते {customerName}। यह {storeName} की ओर से कॉल है। यह कॉल रिकॉर्ड हो सकती है।',
    address: 'डिलीवरी का पता है: {address}।',
    again: 'माफ़ कीजिए, मैं समझ नहीं पाई।',
    confirmed: 'बहुत धन्यवाद। नमस्ते।',
    cancelled: 'ठीक है, बताने के लिए धन्यवाद। नमस्ते।',
    problem: 'हमें खेद है। बीप के बाद बताइए कि क्या ग़लत है, और पूरा होने पर हैश दबाएँ।',
    recorded: 'धन्यवाद, हम आपसे संपर्क करेंगे। नमस्ते।',
    optedOut: 'ठीक है, हम आपको फिर कॉल नहीं करेंगे। नमस्ते।',
    goodbye: 'हमें कोई जवाब नहीं मिला। नमस्ते।',
  },
  order: {
    confirmation: 'आपका ऑर्डर है: {products}, क़ीमत {total}, जिसका भुगतान डिलीवरी पर होगा।',
    novelty: 'कूरियर को आपके ऑर्डर में समस्या आई है: {products}, क़ीमत {total}।',
    office: 'आपका ऑर्डर कूरियर के दफ़्तर में है: {products}, क़ीमत {total}।',
    recovery: 'आपके कार्ट में यह रह गया है: {products}, क़ीमत {total}।',
  },
  question: {
    confirmation: `कन्फ़र्म करने के लिए ${hindiKeys} आगे कॉल न पाने के लिए 9 दबाएँ।`,
    novelty: `अगर आपको यह अब भी चाहिए, तो ${hindiKeys} आगे कॉल न पाने के लिए 9 दबाएँ।`,
    office: `अगर आप इसे लेने आएँगे, तो ${hindiKeys} आगे कॉल न पाने के लिए 9 दबाएँ।`,
    recovery: `अगर हम इसे भेज दें, तो ${hindiKeys} आगे कॉल न पाने के लिए 9 दबाएँ।`,
  },
  agent: 'एजेंट',
  customer: 'ग्राहक',
  silence: '(चुप्पी)',
  summary: {
    confirmed: 'ग्राहक ने ऑर्डर स्वीकार किया।',
    cancelled: 'ग्राहक को ऑर्डर नहीं चाहिए।',
    novedad: 'ग्राहक कहते हैं कि कुछ ग़लत है; उनकी बात रिकॉर्ड है।',
    opt_out: 'ग्राहक आगे कॉल नहीं चाहते।',
  },
  hints: 'हाँ, नहीं, जी हाँ, कन्फ़र्म, कुछ ग़लत है',
};

const portugueseKeys = 'tecle 1 ou diga sim. Se não, tecle 2 ou diga não. Se algo está errado, tecle 3.';
const portuguese: Words = {
  prompts: {
    greeting: 'Olá {customerName}. Esta é uma ligação da {storeName}, que pode ser gravada.',
    address: 'O endereço de entrega é {address}.',
    again: 'Desculpe, não entendi.',
    confirmed: 'Muito obrigado. Até logo.',
    cancelled: 'Tudo bem, obrigado por avisar. Até logo.',
    problem: 'Sentimos muito. Depois do sinal, diga o que está errado e, ao terminar, tecle sustenido.',
    recorded: 'Obrigado, entraremos em contato. Até logo.',
    optedOut: 'Tudo bem, não ligaremos mais. Até logo.',
    goodbye: 'Não tivemos resposta. Até logo.',
  },
  order: {
    confirmation: 'Temos o seu pedido: {products}, por {total}, para pagar na entrega.',
    novelty: 'A transportadora teve um problema com o seu pedido: {products}, por {total}.',
    office: 'O seu pedido está na agência da transportadora: {products}, por {total}.',
    recovery: 'Você deixou no carrinho: {products}, por {total}.',
  },
  question: {
    confirmation: `Para confirmar, ${portugueseKeys} Para não receber mais ligações, tecle 9.`,
    novelty: `Se ainda o quer, ${portugueseKeys} Para não receber mais ligações, tecle 9.`,
    office: `Se vai buscá-lo, ${portugueseKeys} Para não receber mais ligações, tecle 9.`,
    recovery: `Se quer que o enviemos, ${portugueseKeys} Para não receber mais ligações, tecle 9.`,
  },
  agent: 'Agente',
  customer: 'Cliente',
  silence: '(silêncio)',
  summary: {
    confirmed: 'O cliente aceitou o pedido.',
    cancelled: 'O cliente não quer o pedido.',
    novedad: 'O cliente diz que algo está errado; as palavras estão gravadas.',
    opt_out: 'O cliente não quer receber mais ligações.',
  },
  hints: 'sim, não, confirmo, cancelar, algo está errado',
};

const byLanguage: Readonly<Record<string, Words>> = {
  es: spanish,
  en: english,
  hi: hindi,
  pt: portuguese,
};

/** The words of a language (BCP 47), English where we speak none of it. */
export const callWordsOf = (language: string): Words =>
  byLanguage[language.slice(0, 2).toLowerCase()] ?? english;
