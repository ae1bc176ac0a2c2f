/**
 * Text as people compare it: without case, the accents and strokes of Latin letters, and repeated spaces. `José`
 * and `JOSE` are one, `Łukasz` and `lukasz` too; the marks of other scripts make other letters, कमल is not कोमल.
 */
export const fold = (text: string): string =>
  ASCII.test(text)
    ? spaced(text.toUpperCase())
    : spaced(
        text
          .normalize('NFD')
          .replace(ACCENTS, '$1')
          .normalize('NFC')
          .replace(INVISIBLE, '')
          .toUpperCase()
          .replace(WHOLE, (letter) => PLAIN[letter] ?? letter),
      );

const ASCII = /^[ -~]*$/;
const ACCENTS = /(\p{Script=Latin})\p{M}+/gu;
/** Latin letters whose stroke, hook or ligature is part of them, so that Unicode takes nothing off; what people type instead. */
const PLAIN: Readonly<Record<string, string>> = {
  Ł: 'L',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Ɖ: 'D',
  Ħ: 'H',
  Ŧ: 'T',
  Ƀ: 'B',
  Ɨ: 'I',
  Ɫ: 'L',
  Ƚ: 'L',
  Ⱥ: 'A',
  Ɓ: 'B',
  Ɗ: 'D',
  Ƙ: 'K',
  Ŋ: 'NG',
  Þ: 'TH',
  Æ: 'AE',
  Œ: 'OE',
  ẞ: 'SS',
  Ə: 'E',
  ĸ: 'K',
};
const WHOLE = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

/** Joiners, direction marks and the like. */
const INVISIBLE = /\p{Cf}/gu;

const spaced = (text: string): string => (SPACES.test(text) ? text.replace(/\s+/g, ' ') : text);
const SPACES = /\s\s|[^\S ]/;

/** Without case, accents and repeated spaces. */
export const plainWords = (text: string): string => fold(text.normalize('NFKC').trim());

/** Whether two texts are the same words to a person. */
export const isSameWord = (a: string, b: string): boolean => plainWords(a) === plainWords(b);
