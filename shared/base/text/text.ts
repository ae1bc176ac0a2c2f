/**
 * A name, an address, an id: without the control characters that no reader sees and some systems choke on (NUL, escape
 * sequences); line breaks and tabs are spaces, and what shows nothing at all is empty. For `overwrite` of a schema.
 */
export const oneLine = (text: string): string =>
  isBlank(text) ? '' : text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').replace(/\p{Cc}/gu, '');

/** A note of several lines: without control characters but line breaks and tabs. For `overwrite` of a schema. */
export const plainText = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]/gu, '');

/** Whether nothing of a text is seen: spaces, joiners, direction marks. */
export const isBlank = (text: string): boolean => /^[\s\p{C}\p{Z}]*$/u.test(text);

const OPENS = /[\u2066-\u2068]/;
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * Someone else's text, to be shown within ours: where it contains marks that change the direction of writing,
 * they end with it (FSI … PDI, Unicode UAX #9, 3.1.2), so that it cannot change the text around it.
 */
export function isolated(text: string): string {
  if (!CONTROLS.test(text)) return text;
  let open = 0;
  let kept = '';
  for (const character of text) {
    if (OPENS.test(character)) open++;
    // One that closes nothing in here would close what we open.
    if (character === '\u2069' && open-- === 0) open = 0;
    else kept += character;
  }
  return `\u2068${kept}${'\u2069'.repeat(open)}\u2069`;
}
