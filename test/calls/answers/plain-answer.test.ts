import { describe, expect, test } from 'vitest';
import { plainAnswer } from '../../../shared/calls/answers/plain-answer.ts';

const meanings: Readonly<Record<string, readonly string[]>> = {
  yes: [
    ...[
      'Sí',
      'si',
      'Sí, claro.',
      'sí señora, muchas gracias',
      'Confirmo',
      'sí, lo confirmo',
      'de acuerdo, sí',
    ],
    ...['Yes', 'yes please', 'Sure, go ahead', 'OK', 'Yes, I confirm', "that's right"],
    ...['por supuesto', 'De acuerdo.', 'está bien', 'así es', 'of course', 'com certeza', 'isso mesmo'],
    ...['siii', 'sii!', 'yesss', 'okey', 'हाँ भाई', '¡sí!', 'haa', 'jee'],
    ...['Sim', 'sim, confirmo', 'Isso', 'जी हाँ', 'हाँ', 'हां, ठीक है', 'haan ji', 'uno', '👍 sí'],
  ],
  no: [
    ...[
      'No',
      'no gracias',
      'No, ya no lo quiero porque compré otro',
      'cancelar',
      'Cancele el pedido por favor',
    ],
    ...[
      'nope',
      "I don't want it any more",
      'cancel it',
      'Não',
      'não quero',
      'नहीं',
      'जी नहीं',
      'नहीं जी',
      'जी नहीं चाहिए',
      'dos',
    ],
    ...[
      'nooo',
      'claro que no',
      'com certeza não',
      'no, cancelen',
      'no gracias cancelar',
      'nahi bhai cancel karo',
      'ना रद्द करो',
      'No thanks, cancel it',
      'नहीं, रद्द करो',
    ],
  ],
  problem: [
    'Algo está mal',
    'Sí, pero la dirección está mal',
    'something is wrong',
    'o endereço está errado',
    'पता गलत है',
    'no está bien',
  ],
  opt_out: [
    'STOP',
    'Baja',
    'Baja, por favor',
    'PARE',
    'sair',
    'no me escriban',
    'No me llamen más',
    'please stop calling me',
    'कॉल मत करो',
    'quiero darme de baja',
    'no me manden mensajes',
    "don't text me",
    'no more messages',
    'não me mandem mensagens',
    'मैसेज मत करो',
    'never call',
  ],
};

describe.each(Object.entries(meanings))('%s', (meaning, texts) => {
  test.each(texts)('%s', (text) => {
    expect(plainAnswer(text)).toBe(meaning);
  });
});

test('of more than forty words nothing is understood', () => {
  expect(plainAnswer('sí '.repeat(40))).toBe(plainAnswer('sí'));
  expect(plainAnswer('sí '.repeat(41))).toBeUndefined();
});

describe('nothing that was asked', () => {
  test.each([
    '',
    '   ',
    '...',
    'Si desea dejar un mensaje, hágalo después del tono',
    'Hola, soy Juan, deje su mensaje',
    'sí no',
    'no sé',
    'no hay problema',
    '¿quién habla?',
    'no, sí, bueno',
    'पता नहीं',
    'sí '.repeat(100),
    'has llamado al buzón de voz de uno dos tres',
    'Vivo en la parte baja del barrio',
    'que el mensajero pare en la portería',
    'só posso sair às cinco',
    'no lo quiero hoy, tráiganlo el martes',
    'no quiero que llegue en la mañana',
    "I don't want it today",
    'no me manden el pedido todavía',
    'não quero agora',
    'no quiero cancelar',
    'No cancelar',
    "I don't want to cancel",
    "don't cancel it",
    'não quero que cancele',
    'मुझे रद्द नहीं करना',
    'cancel mat karo',
    'रद्द नहीं',
    'Hola, no quiero cancelar',
    'cancelar no, no quiero cancelar',
    'no gracias, sí lo quiero',
    'nno',
  ])('%s', (text) => {
    expect(plainAnswer(text)).toBeUndefined();
  });
});
