import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** No written form of a phone number is longer; what is gets refused before anything looks at it. */
const LONGEST = 40;

/** What copying from a phone's address book leaves around a number: direction marks, joiners, byte order marks. */
const INVISIBLE = /\p{Cf}/gu;

/**
 * Mexico's ten digits behind any prefix they were dialled with before August 2019: 01 to other cities, 044 and 045 to
 * mobiles, and 1 between country code and mobile, which WhatsApp still writes. libphonenumber reads none of them
 * as valid any more. (IFT, Plan Técnico Fundamental de Numeración, DOF 11 May 2018.)
 */
const MEXICAN = /^(?:(?:\+|00)?521?|01|04[45]|1)([2-9]\d{9})$/;

/**
 * A phone number as people write it, in E.164 (`+573001234567`), or undefined when it is none. The whole text has to be
 * the number: words around it and extensions, which a call to the customer cannot dial, make it none.
 *
 * @param country ISO 3166-1 alpha-2, whose national numbers are meant when the text has no country code
 */
export function parsePhone(text: string, country: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const written = text.replace(INVISIBLE, '').trim().replace(/^tel:/i, '');
  return [...readings(written, country), written].map((form) => parseStrictly(form, country)).find(Boolean);
}

/** The ISO 3166-1 alpha-2 country of an E.164 number, or undefined for one that belongs to none. */
export function countryOf(e164: string): string | undefined {
  return parsePhoneNumberFromString(e164, { extract: false })?.country;
}

/** What the text means more likely than what libphonenumber would take it for, in E.164. */
function* readings(written: string, country: string): Generator<string, void, undefined> {
  const dialled = written.replace(/[\s().\-/]/g, '');
  const mexican = MEXICAN.exec(dialled)?.[1];
  if (mexican !== undefined && (country === 'MX' || /^(?:\+|00)52/.test(dialled))) yield `+52${mexican}`;
  // 00 is the way to write + in most of the world. In Colombia 00 and a digit choose a carrier, which would turn
  // 0057 300 1234567 into a number in Russia.
  if (dialled.startsWith('00')) yield `+${dialled.slice(2)}`;
  // libphonenumber does not see a + that stands in brackets: (+57) 300 …
  if (/^\+\d+$/.test(dialled)) yield dialled;
}

function parseStrictly(text: string, country: string): string | undefined {
  const phone: PhoneNumber | undefined = parsePhoneNumberFromString(text, {
    ...(isSupportedCountry(country) && { defaultCountry: country }),
    extract: false,
  });
  return phone?.isValid() && phone.ext === undefined ? phone.number : undefined;
}
