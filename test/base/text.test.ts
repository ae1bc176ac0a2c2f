import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isolated, oneLine, plainText } from '../../shared/base/text/text.ts';

test.each([
  ['Ana\u0000 Gómez', 'Ana Gómez'],
  ['\u001b[31mAna\u007f', '[31mAna'],
  ['Calle 45\r\n#23-12\tApto 301', 'Calle 45 #23-12 Apto 301'],
  ['Calle 45\u2028Apto 3\u0085', 'Calle 45 Apto 3 '],
  ['आशा 🙂 ‎שלום', 'आशा 🙂 ‎שלום'],
])('a line has no control characters: %j', (given, kept) => {
  expect(oneLine(given)).toBe(kept);
});

test('a note keeps its lines', () => {
  expect(plainText('Gel x1\r\n\tCrema\u0000 x2\u001b')).toBe('Gel x1\r\n\tCrema x2');
});

test.each([
  ['Té & Café', 'Té & Café'],
  ['שלום', 'שלום'],
  ['a\u202eb', '\u2068a\u202eb\u2069'],
  ['a\u2067b', '\u2068a\u2067b\u2069\u2069'],
  ['a\u2069\u202eb', '\u2068a\u202eb\u2069'],
  ['\u2066a\u2069\u2069b', '\u2068\u2066a\u2069b\u2069'],
])('a change of writing direction ends with the text: %j', (given, shown) => {
  expect(isolated(given)).toBe(shown);
});

test('no text can end its own isolation, and whatever it opens is closed', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069') });
  fc.assert(
    fc.property(texts, (text) => {
      const shown = isolated(text);
      if (shown === text) return;
      let depth = 0;
      for (const [index, character] of [...shown].entries()) {
        if (/[\u2066-\u2068]/.test(character)) depth++;
        if (character === '\u2069') depth--;
        expect(depth > 0).toBe(index < shown.length - 1);
      }
    }),
  );
});
