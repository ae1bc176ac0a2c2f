import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { countryOf, parsePhone } from '../../shared/phones/phone.ts';
import { looksLikePhone } from '../../shared/phones/written.ts';

describe('a phone in any form of its country is one E.164 number', () => {
  test.each([
    ['+573001234567', 'CO'],
    ['3001234567', 'CO'],
    ['573001234567', 'CO'],
    ['300 123 4567', 'CO'],
    ['(300) 123-4567', 'CO'],
    ['+57 (300) 123-4567', 'MX'],
    ['(+57) 300-123-4567', 'CO'],
    ['(+57) 300 1234567', 'IN'],
    ['0057 300 1234567', 'CO'],
    ['0057 300 1234567', 'MX'],
    ['00573001234567', 'IN'],
    ['tel:+57-300-123-4567', 'MX'],
    ['  +57\u00a0300\u00a01234567 ', 'CO'],
    ['\u202a+57 300 1234567\u202c', 'CO'],
    ['３００１２３４５６７', 'CO'],
    ['+57.300.123.4567', ''],
    ['whatsapp:+573001234567', 'MX'],
    ['whatsapp:573001234567', 'MX'],
    ['WhatsApp: 300 123 4567', 'CO'],
    ['573001234567@s.whatsapp.net', 'MX'],
    ['573001234567:12@s.whatsapp.net', 'IN'],
    ['573001234567@c.us', ''],
    ['https://wa.me/573001234567', 'MX'],
    ['wa.me/573001234567?text=hola', 'MX'],
    ['https://api.whatsapp.com/send?phone=573001234567', 'MX'],
    ['https://api.whatsapp.com/send/?phone=%2B573001234567&text&type=phone_number&app_absent=0', 'MX'],
    ['whatsapp://send?phone=573001234567&text=hola', 'MX'],
    ['sms:+573001234567', 'MX'],
    ['३००१२३४५६७', 'CO'],
    ['+५७ ३०० १२३ ४५६७', 'IN'],
    ['٣٠٠١٢٣٤٥٦٧', 'CO'],
    ['৩০০১২৩৪৫৬৭', 'CO'],
    ['𝟛𝟘𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟', 'CO'],
    ['3001234567.0', 'CO'],
    ['573001234567.00', 'CO'],
    ['3001234567,0', 'CO'],
    ['3,001,234,567', 'CO'],
    ['3.001234567E+09', 'CO'],
    ['5.73001234567e11', 'CO'],
    ["'3001234567", 'CO'],
    ['="3001234567"', 'CO'],
    ['300–123—4567', 'CO'],
    ['+57 +57 300 1234567', 'IN'],
    ['+57+573001234567', 'CO'],
    ['+0057 300 1234567', 'IN'],
    ['++57 300 1234567', 'IN'],
    ['+57 0300 1234567', 'IN'],
    ['Phone: 3001234567', 'CO'],
    ['Cel. 300 123 4567', 'CO'],
    ['3001234567 / 3107654321', 'CO'],
    ['+57 300 1234567/+57 310 7654321', 'MX'],
    ['3001234567/8', 'CO'],
    ['3001234567 | 3107654321', 'CO'],
    ['3001234567, 3007654321', 'CO'],
    ['3001234567; 3007654321', 'CO'],
    ['3001234567 o 3107654321', 'CO'],
    ['3001234567 - 3107654321', 'CO'],
    ['300 - 123 4567', 'CO'],
    ['Cel: 3001234567 / Tel: 6013456789', 'CO'],
    ['300 123 4567.0', 'CO'],
    ['p:+573001234567', 'MX'],
    ['300 123 4567 (WhatsApp)', 'CO'],
    ['3001234567\n3107654321', 'CO'],
    ['3001234567 3107654321', 'CO'],
    ['3001234567 (3107654321)', 'CO'],
    ['3001234567 & 3107654321', 'CO'],
    ['3001234567 ó 3107654321', 'CO'],
    ['03001234567', 'CO'],
    ['057 300 1234567', 'CO'],
    ['[+57] 300_123_4567', 'IN'],
    ['#3001234567', 'CO'],
    ['3001234567,', 'CO'],
  ])('%j written in %s is Colombian', (text, country) => {
    expect(parsePhone(text, country)).toBe('+573001234567');
    expect(looksLikePhone(text)).toBe(true);
  });

  test.each([
    '+525512345678',
    '5512345678',
    '525512345678',
    '55 1234 5678',
    '+5215512345678',
    '5215512345678',
    '+52 1 55 1234 5678',
    '00 52 1 55 1234 5678',
    '044 55 1234 5678',
    '045 55 1234 5678',
    '01 55 1234 5678',
    '1 55 1234 5678',
    '+52 01 55 1234 5678',
    '+52 (01) 55 1234-5678',
    '+52 044 55 1234 5678',
    '0052 045 55 1234 5678',
    '5215512345678@s.whatsapp.net',
    '55 1234 5678 / 55 8765 4321',
  ])('%j written in Mexico is Mexican, whatever it was dialled with before 2019', (text) => {
    expect(parsePhone(text, 'MX')).toBe('+525512345678');
  });

  test('the mobile digit after +52 is dropped outside of Mexico too', () => {
    expect(parsePhone('+52 1 55 1234 5678', 'CO')).toBe('+525512345678');
  });

  test.each(['98765 43210', '09876543210', '919876543210', '+91 98765-43210'])(
    '%j written in India',
    (text) => {
      expect(parsePhone(text, 'IN')).toBe('+919876543210');
    },
  );

  test.each([
    ['+54 9 11 1234 5678', '+5491112345678'],
    ['011 15 1234-5678', '+5491112345678'],
    ['+54 0351 15 123-4567', '+5493511234567'],
    ['+54 9 11 15 1234 5678', '+5491112345678'],
    ['5491112345678@s.whatsapp.net', '+5491112345678'],
    ['+54 11 1234 5678', '+541112345678'],
    ['+54 9 011 1234 5678', '+5491112345678'],
    ['54 9 011 1234-5678', '+5491112345678'],
    ['549 11 15 1234 5678', '+5491112345678'],
  ])('%j written in Argentina', (text, phone) => {
    expect(parsePhone(text, 'AR')).toBe(phone);
  });

  test.each(['+57 1 3456789', '(1) 345 6789', '601 3456789', '+57 60 1 345 6789'])(
    '%j is a landline of Bogotá, before and after 2021',
    (text) => {
      expect(parsePhone(text, 'CO')).toBe('+576013456789');
    },
  );

  test.each(['(0xx11) 98765-4321', '0xx11 98765 4321', '011 98765-4321', '11 98765-4321'])(
    '%j written in Brazil',
    (text) => {
      expect(parsePhone(text, 'BR')).toBe('+5511987654321');
    },
  );

  test.each([
    '9 1234 5678',
    '09 1234 5678',
    '912345678.0',
    '+56 09 1234 5678',
    '569 1234 5678',
    '5609 12345678',
  ])('%j written in Chile', (text) => {
    expect(parsePhone(text, 'CL')).toBe('+56912345678');
  });

  test.each([
    ['57 0300 123 4567', 'CO', '+573001234567'],
    ['5757 300 123 4567', 'CO', '+573001234567'],
    ['34 0612345678', 'ES', '+34612345678'],
  ])('%j, with the country’s code and no plus, written in %s', (text, country, phone) => {
    expect(parsePhone(text, country)).toBe(phone);
  });

  test('a foreign number keeps its country', () => {
    expect(parsePhone('+1 415 555 2671', 'CO')).toBe('+14155552671');
  });
});

describe('what is no phone is none', () => {
  test.each([
    '',
    ' ',
    '+',
    'abc',
    '123',
    '112',
    '+57300',
    '0000000000',
    '1111111111',
    '+999123456789',
    '+5730012345678',
    '3001234567 Juan',
    '3001234567abc',
    '300-CALL-NOW',
    '+57 300 1234567 ext 12',
    '+573001234567;ext=3',
    '3001234567, Juan',
    '3001234567, 12',
    '3001234567 o Juan',
    '3.00E+09',
    '573001234567@g.us',
    '123456789012345@lid',
    'whatsapp:',
    '573001234567@example.com',
    'https://wa.me/message/ABCDEFGHIJKLM1',
    `https://wa.me/573001234567?text=${'a'.repeat(200)}`,
    `${' '.repeat(40)}3001234567`,
  ])('%j', (text) => {
    expect(parsePhone(text, 'CO')).toBeUndefined();
  });

  test.each([
    ['44 7911 12345', 'GB'],
    ['+44 7911 12345', 'CO'],
    ['55667959654379', 'BR'],
  ])('%j, with a digit too few or too many, written in %s: no other country’s either', (text, country) => {
    expect(parsePhone(text, country)).toBeUndefined();
  });

  test.each([41, 5_000_000])('a text of %i characters, whatever is in it', (length) => {
    expect(parsePhone('+57 300 1234567'.padEnd(length), 'CO')).toBeUndefined();
  });

  test('a national number needs an existing country', () => {
    expect(parsePhone('3001234567', 'XX')).toBeUndefined();
  });
});

const withExample = getCountries().flatMap((country: CountryCode) => {
  const example = getExampleNumber(country, examples);
  return example ? [{ country, example }] : [];
});

test('every country’s example mobile is read in national and international form', () => {
  for (const { country, example } of withExample) {
    expect([country, parsePhone(example.formatNational(), country)]).toEqual([country, example.number]);
    expect([country, parsePhone(example.formatInternational(), 'CO')]).toEqual([country, example.number]);
  }
});

test('the country of a number is that of its plan', () => {
  const numbers = [
    '+573001234567',
    '+525512345678',
    '+919876543210',
    '+14155552671',
    '+18095551234',
    '+80012345678',
  ];
  expect(numbers.map(countryOf)).toEqual(['CO', 'MX', 'IN', 'US', 'DO', undefined]);
  expect(countryOf('rubbish')).toBeUndefined();
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'0123456789+-() .;=extel:'), maxLength: 40 }),
);

test('any text is E.164 or nothing, and E.164 reads as itself everywhere', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('CO', 'MX', 'IN', 'US', 'XX'), (text, country) => {
      const phone = parsePhone(text, country);
      if (phone === undefined) return;
      expect(phone).toMatch(/^\+[1-9]\d{6,14}$/);
      expect(parsePhone(phone, 'MX')).toBe(phone);
      expect(parsePhone(phone, 'CO')).toBe(phone);
    }),
    { numRuns: 2000 },
  );
});

test('separators never change which number is meant', () => {
  const separated = fc
    .tuple(
      fc.constantFrom('+573001234567', '+525512345678', '+919876543210'),
      fc.array(fc.constantFrom('', '', '', ' ', '-', '.', '\u00a0'), { minLength: 13, maxLength: 13 }),
    )
    .map(([phone, gaps]) => ({
      phone,
      text: [...phone].map((digit, at) => (at < 2 ? digit : (gaps[at] ?? '') + digit)).join(''),
    }));
  fc.assert(
    fc.property(separated, ({ phone, text }) => {
      expect(parsePhone(text, 'CO')).toBe(phone);
    }),
  );
});
