import { describe, expect, it } from 'vitest';
import { type PaymentMethod, paymentMethods } from '../../../shared/events/order-words.ts';
import { mayBeCash, methodNow, paymentMethodOf } from '../../../shared/orders/order/payment-words.ts';

const NONE = { cashMethods: [], prepaidMethods: [] };
const all = (words: string[]) => words.map((word) => [word, paymentMethodOf(word, NONE)]);
const are = (words: string[], method: PaymentMethod) => words.map((word) => [word, method]);

describe('cash at the door', () => {
  it.each<[string, string[]]>([
    [
      'in English',
      [
        'COD',
        'cod',
        'C.O.D.',
        'C O D',
        'Cash',
        'CASH!',
        'Cash on Delivery (COD)',
        'cash_on_delivery',
        'cashOnDelivery',
        'Cash-on-delivery',
        'Pay on Delivery',
        'Payment upon delivery',
        'Pay at the door',
        'Partial COD',
        'Pay when you receive it',
        'Pay when delivered',
        '💵 COD',
        'ＣＯＤ',
        'C\u200bOD',
      ],
    ],
    [
      'in Spanish',
      [
        'Contra reembolso',
        'CONTRAREEMBOLSO',
        'contrarreembolso',
        'Pago contra entrega (COD)',
        'Pago contraentrega',
        'pago-contra-entrega',
        'Pago contra la entrega',
        'Efectivo al recibir',
        'efectivo',
        'Pago en efectivo',
        'Pagar al recibir',
        'Con recaudo',
        'Recibe y paga',
        'Pago al momento de la entrega',
        'Pago al momento de recibir',
        'Pago al momento de entrega',
        'Contra pago',
        'Contrapago',
        'Pago en puerta',
        'Pago contra recibo',
        'Pago en casa',
        'Contra recibo',
        'Paga en tu casa',
        'Pago en el momento de la entrega',
        'Pagar cuando reciba',
        'Pagas cuando recibes',
        'Éfectivo',
        'E\u0301fectivo',
      ],
    ],
    [
      'in Portuguese',
      [
        'Dinheiro',
        'Pagamento na entrega',
        'Pagar ao receber',
        'Em espécie',
        'no dinheiro',
        'À cobrança',
        'Pagamento no ato da entrega',
        'Pagamento à entrega',
        'Pague só quando receber',
        'Pagamento ao entregador',
        'Espécie',
      ],
    ],
    [
      'in Hindi',
      [
        'नकद',
        'नक़द',
        'कैश ऑन डिलीवरी',
        'डिलीवरी पर भुगतान',
        'डिलीवरी पर नकद',
        'सीओडी',
        'Nakad',
        'प्राप्ति पर भुगतान',
      ],
    ],
    [
      'although something else is ruled out',
      ['Cash on delivery, no card', 'Efectivo (sin tarjeta)', 'COD without prepayment'],
    ],
  ])('%s', (_language, words) => {
    expect(all(words)).toEqual(are(words, 'cod'));
  });
});

describe('paid before', () => {
  it.each<[string, string[]]>([
    [
      'by card',
      [
        'card',
        'Credit Card',
        'DEBIT',
        'Visa •••• 4242',
        'Tarjeta de crédito',
        'Tarjeta',
        'Cartão',
        'no cartão',
        'कार्ड',
      ],
    ],
    [
      'by phone or bank',
      [
        'UPI',
        'upi',
        'Paytm UPI',
        'PhonePe',
        'Nequi',
        'PSE',
        'Pix',
        'Boleto',
        'Transferência',
        'Bank transfer',
        'OXXO',
        'PagoEfectivo',
        'Ualá',
        'Naranja X',
        'RappiPay',
        'Servipag',
        'PagBank',
        'Bold',
        'यूपीआई',
      ],
    ],
    [
      'although cash is named too',
      [
        'prepaid cod',
        'Prepaid (no COD)',
        'cash advance card',
        'Cash App',
        'Card / COD',
        'COD or UPI',
        'Efectivo en OXXO',
        'cash deposit',
        'Bank cash deposit',
      ],
    ],
    ['because it is not cash', ['Non-COD', 'NONCOD', 'sin recaudo', 'Cashless']],
    [
      'in so many words',
      ['Paid', 'PAGADO', 'Pago anticipado', 'प्रीपेड', 'Pago en línea', 'cheque', 'Check payments'],
    ],
  ])('%s', (_way, words) => {
    expect(all(words)).toEqual(are(words, 'prepaid'));
  });
});

it('at the door, but not in cash', () => {
  const words = [
    'Card on delivery',
    'cardondelivery',
    'pago con tarjeta contra entrega',
    'Tarjeta contra entrega',
    'Datáfono contra entrega',
    'POS on delivery',
    'UPI on delivery',
    'Cartão na entrega',
    'Maquininha na entrega',
    'डिलीवरी पर कार्ड',
  ];
  expect(all(words)).toEqual(are(words, 'card_on_delivery'));
});

it('unknown: words that contain another one, that negate it, or that were never taught', () => {
  const words = [
    'cardamom',
    'CaRdAmOm',
    'postcard',
    'discard',
    'codfish',
    'code',
    'cashew',
    'cashier’s check',
    'cashback',
    'cashmere',
    'efectivamente',
    'upip',
    'pixel',
    'visados',
    'QR code',
    'modo de pago',
    'Bold Courier',
    'no cash',
    'no cod',
    'Not prepaid',
    'postpaid',
    'sin efectivo',
    'sem dinheiro',
    'manual',
    'Nachnahme',
    'delivery',
    'Entrega a domicilio',
    'contra',
    'reembolso',
    '???',
    '1',
    'нал',
    'कैशलेस',
    'नकद नहीं',
    'COD nahi',
    'sem cartão',
  ];
  expect(all(words)).toEqual(are(words, 'unknown'));
});

describe('the tenant’s own words', () => {
  const taught = {
    cashMethods: ['Vale Físico', 'card', 'नकदी'],
    prepaidMethods: ['COD', 'Crédito  interno'],
  };

  it.each<[string, PaymentMethod]>([
    ['vale fisico', 'cod'],
    ['  VALE   FI\u0301SICO ', 'cod'],
    ['Card', 'cod'],
    ['नकदी', 'cod'],
    ['cod', 'prepaid'],
    ['CRÉDITO INTERNO', 'prepaid'],
    ['Cod on delivery', 'cod'],
    ['Credit card', 'prepaid'],
    ['vale', 'unknown'],
    // Its vowel signs make it another word.
    ['नकद', 'cod'],
    ['नाकाद', 'unknown'],
  ])('%j is %s', (word, method) => {
    expect(paymentMethodOf(word, taught)).toBe(method);
  });
});

it('a long text of many words takes linear time', () => {
  expect(paymentMethodOf('contra '.repeat(100_000), NONE)).toBe('unknown');
});

describe('the method of a payment', () => {
  const taught = { cashMethods: ['Al ratito'], prepaidMethods: [] };
  const unknown = { method: 'unknown', status: 'unpaid', due: '1', collected: '0' } as const;
  const noted = (method: string | null) => ({ method, paymentId: null, amount: null });

  it('is by the words of today where it was not known', () => {
    expect(methodNow({ ...unknown, note: noted('al ratito') }, taught)).toBe('cod');
    expect(methodNow({ ...unknown, note: noted('al ratito') }, { ...taught, cashMethods: [] })).toBe(
      'unknown',
    );
  });

  it('stays unknown without a word, and as it was where it was known', () => {
    expect(methodNow({ ...unknown, note: null }, taught)).toBe('unknown');
    expect(methodNow({ ...unknown, note: noted(null) }, taught)).toBe('unknown');
    expect(methodNow({ ...unknown, method: 'prepaid', note: noted('al ratito') }, taught)).toBe('prepaid');
  });

  it('may be cash where it is, or is not known', () => {
    expect(paymentMethods.filter(mayBeCash)).toEqual(['cod', 'unknown']);
  });
});
