export type AnswerButton = 'yes' | 'no' | 'problem';

/** A template that a merchant has the service approve, in one language. */
export interface MessageTemplate {
  /** With `{{1}}` to `{{5}}`: customer, shop, products, total, address. It neither starts nor ends with one. */
  body: string;
  buttons: Readonly<Record<AnswerButton, string>>;
}

/** The buttons in the order in which the template has them. */
export const buttons: readonly AnswerButton[] = ['yes', 'no', 'problem'];

/** Data alone: the console shows it for copying. */
export const templates = {
  es: {
    body: 'Hola {{1}}, gracias por su compra en {{2}}. Su pedido: {{3}}. Total a pagar al recibirlo: {{4}}. Dirección de entrega: {{5}}. ¿Lo confirma?',
    buttons: { yes: 'Confirmar', no: 'Cancelar', problem: 'Algo está mal' },
  },
  en: {
    body: 'Hello {{1}}, thank you for shopping at {{2}}. Your order: {{3}}. To be paid on delivery: {{4}}. Delivery address: {{5}}. Do you confirm it?',
    buttons: { yes: 'Confirm', no: 'Cancel', problem: 'Something is wrong' },
  },
  hi: {
    body: 'नमस्ते {{1}}, {{2}} से ख़रीदारी के लिए धन्यवाद। आपका ऑर्डर: {{3}}। डिलीवरी पर भुगतान: {{4}}। डिलीवरी का पता: {{5}}। क्या आप इसे कन्फ़र्म करते हैं?',
    buttons: { yes: 'कन्फ़र्म करें', no: 'रद्द करें', problem: 'कुछ ग़लत है' },
  },
  pt: {
    body: 'Olá {{1}}, obrigado por comprar na {{2}}. Seu pedido: {{3}}. Total a pagar na entrega: {{4}}. Endereço de entrega: {{5}}. Você confirma?',
    buttons: { yes: 'Confirmar', no: 'Cancelar', problem: 'Algo está errado' },
  },
} as const satisfies Record<string, MessageTemplate>;
