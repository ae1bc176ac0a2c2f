/** Text that is HTML already; all other text is escaped where it is put into a page. */
export interface Html {
  readonly markup: string;
}

/** Values of a template: text, HTML, or a list of them. Undefined, null and false are left out. */
export type Part = string | number | Html | undefined | null | false | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const isList = (part: Part): part is readonly Part[] => Array.isArray(part);

function markupOf(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (isList(part)) return part.map(markupOf).join('');
  if (typeof part === 'object') return part.markup;
  return String(part).replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

/** A piece of a page: every value is escaped, also in attributes, unless it is HTML from this tag. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: strings.map((text, at) => `${text}${markupOf(parts[at])}`).join(''),
});

/** A text with its code between backquotes set apart: `` the `orderId` of the answer ``. */
export const prose = (text: string): Html =>
  html`${text.split('`').map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`;
