import { asTyped } from '../base/text/digits.ts';

/** The longest text that a field for a phone takes: a link to a chat, or a number with words around it. */
export const MAX_PHONE_TEXT = 200;

/** No written form of a phone number is longer, but for links; longer texts are none. */
const MAX_LENGTH = 40;

/** What spreadsheets and code put around a number so that it stays a text. */
const QUOTED = /^=?\s*["'`‘’“”]+|["'`‘’“”]+$/g;

/** Of links and address books; `p:` stands before the phones in the lead forms of Facebook. */
const SCHEME = /^(?:tel|callto|sms|smsto|whatsapp|wa|signal|viber|p)\s*:\s*(?:\/\/)?/i;

const LABEL =
  /^(?:tel[eé]fono|tel|celular|cel|m[oó]vil|mobile|mob|phone|whatsapp|whats|wsp|wpp|ph|फ़ोन|फोन|मोबाइल)\s*[.:#]*\s*(?=[+(\d])/iu;

/** What it is, behind it: `300 123 4567 (WhatsApp)`. */
const LABELLED = /(?<=\d)\s*(?:\((?:whats\s?app|wsp|cel|celular|m[oó]vil|mobile|casa|home)\)|whats\s?app)$/iu;

/** The addresses and links that WhatsApp gives a number, whose digits begin with the country's. */
const JID = /^\+?(\d{7,15})(?:[.:]\d+)*@(?:s\.whatsapp\.net|c\.us)$/i;
const LINK =
  /^(?:whatsapp:\/\/send\/?\?phone=|(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?phone=))(?:\+|%2B)?(\d{7,15})(?:[?&#/].*)?$/i;

/** A column of numbers in a spreadsheet: `3001234567.0`, `3,001,234,567`, `3.001234567E+9`. */
const FLOAT = /^(\+?\d[\d\s()-]{6,})[.,]0{1,2}$/;
const GROUPED = /^\d{1,3}(?:,\d{3}){2,4}$/;
const SCIENTIFIC = /^(\d)[.,](\d{4,14})E\+?(\d{1,2})$/i;

/** Between one number and the next of the same person. */
const BETWEEN = /\s*[/|,;\\\n]\s*|\s+(?:-+|&|o|ó|u|y|e|or|and|ou|या|और)\s+/iu;

/** A phone number without all that is not the number, as often as it may be read in another way: the likeliest first. */
export function readingsOf(text: string): readonly string[] {
  if (text.length > MAX_PHONE_TEXT) return [];
  const written = plain(text);
  const addressed = (JID.exec(written) ?? LINK.exec(written))?.[1];
  if (addressed !== undefined) return [`+${addressed}`];
  if (text.length > MAX_LENGTH) return [];
  const bare = written.replace(SCHEME, '').replace(LABEL, '').replace(LABELLED, '');
  const number = unscientific(ungrouped(bare));
  const isInternational = /^(?:whatsapp|wa|signal|viber)\s*:/i.test(written) && /^\d{10,15}$/.test(number);
  // A point before a last 0 may also part digits.
  return [number, ...(isInternational ? [`+${number}`] : []), bare, ...firstOf(number)];
}

/** A number with its signs as they are typed, and nothing around it. */
const plain = (text: string): string =>
  asTyped(text)
    // Brazil's way to leave the carrier open: (0xx11).
    .replace(/\(?\b0\s?xx\s?(\d\d)\b\)?/i, '$1 ')
    .replaceAll('_', '-')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/^\s*#|[,;]\s*$/g, '')
    .trim()
    .replace(QUOTED, '')
    .trim();

const ungrouped = (text: string): string =>
  FLOAT.exec(text)?.[1] ?? (GROUPED.test(text) ? text.replaceAll(',', '') : text);

/** Only where all digits are there, but for zeros at the end: a spreadsheet shows the first few of those it hides. */
function unscientific(text: string): string {
  const [, first = '', rest = '', exponent = ''] = SCIENTIFIC.exec(text) ?? [];
  const lacking = Number(exponent) - rest.length;
  return first === '' || lacking < 0 || lacking > 2 ? text : first + rest.padEnd(Number(exponent), '0');
}

/** Two whole numbers with nothing but space between them, as a line break leaves them; the second may stand in brackets. */
const SIDE_BY_SIDE = /^(\+?\d{10,13})\s+\(?\+?\d{10,13}\)?$/;

/** The first of several numbers that has a valid length; none when there is anything else among them. */
function firstOf(text: string): string[] {
  const [, first] = SIDE_BY_SIDE.exec(text) ?? [];
  if (first !== undefined) return [first];
  const parts = text.split(BETWEEN).map((part) => part.replace(LABEL, ''));
  const isNumbers = parts.length > 1 && parts.every((part) => /^[+\d\s().-]+$/.test(part));
  if (!isNumbers) return [];
  const long = parts.filter((part) => part.replace(/\D/g, '').length >= 7);
  return long.length === parts.length || text.includes('/') ? long : [];
}

/** Whether a number can be called, judging by its form: 7 to 15 digits (ITU-T E.164). */
export const looksLikePhone = (written: string): boolean => readingsOf(written).some(hasLengthOfPhone);

const hasLengthOfPhone = (number: string): boolean =>
  /^[+\d\s().-]+$/.test(number) && /^\d{7,15}$/.test(number.replace(/\D/g, ''));
