import { inAsciiDigits } from '../../base/text/digits.ts';

/** Six digits that do not start with 0, perhaps with a space in the middle. */
const PINCODE = /(?<!\d)([1-9]\d{2})\s?(\d{3})(?!\d)/g;

/** The pincodes in an address, in the digits of any script, the last one first: that is where they are written. */
export const pincodesIn = (address: string): string[] =>
  [...inAsciiDigits(address).matchAll(PINCODE)].map(([, start, end]) => `${start}${end}`).reverse();
