/**
 * Text as people compare it: without case, the accents of Latin letters, and repeated spaces. `José`
 * and `JOSE` are one; the marks of other scripts make other letters, कमल is not कोमल.
 */
export const fold = (text: string): string =>
  ASCII.test(text)
    ? spaced(text.toUpperCase())
    : spaced(
        text.normalize('NFD').replace(ACCENTS, '$1').normalize('NFC').replace(INVISIBLE, '').toUpperCase(),
      );

const ASCII = /^[ -~]*$/;
const ACCENTS = /(\p{Script=Latin})\p{M}+/gu;
/** Joiners, direction marks and the like. */
const INVISIBLE = /\p{Cf}/gu;

const spaced = (text: string): string => (SPACES.test(text) ? text.replace(/\s+/g, ' ') : text);
const SPACES = /\s\s|[^\S ]/;

/** Without case, accents and repeated spaces. */
export const plainWords = (text: string): string => fold(text.normalize('NFKC').trim());

/** Whether two texts are the same words to a person. */
export const isSameWord = (one: string, other: string): boolean => plainWords(one) === plainWords(other);
