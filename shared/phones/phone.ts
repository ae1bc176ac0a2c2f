import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { readingsOf } from './written.ts';

/**
 * Mexico's ten digits behind any prefix they were dialled with before August 2019: 01 to other cities, 044 and 045 to
 * mobiles, and 1 between country code and mobile, which WhatsApp still writes. libphonenumber reads none of them
 * as valid any more. (IFT, Plan Técnico Fundamental de Numeración, DOF 11 May 2018.)
 */
const MEXICAN = /^(?:(?:\+|00)?52)?(?:0?1|04[45])?([2-9]\d{9})$/;

/**
 * Colombia's landlines as they were until September 2021, a digit for the city and seven more: each got 60 before them.
 * (CRC, Resolución 5826 de 2019)
 */
const COLOMBIAN = /^(?:(?:\+|00)?57)?(?:0[3579]?)?([124-8]\d{7})$/;

/** A country's code twice. Any two equal digits would make a mistyped +44 79… of Britain a +47 9… of Norway. */
const CODE_TWICE = new RegExp(
  String.raw`^\+(${getCountries()
    .map((country) => getCountryCallingCode(country))
    .join('|')})\+?\1(\d{7,})$`,
);

/**
 * A phone number as people write it, in E.164 (`+573001234567`), or undefined when it is none. The whole text has to be
 * the number: words around it and extensions, which a call to the customer cannot dial, make it none. Of several
 * numbers the first is meant.
 *
 * @param country ISO 3166-1 alpha-2, whose national numbers are meant when the text has no country code
 */
export function parsePhone(text: string, country: string): string | undefined {
  for (const written of readingsOf(text))
    for (const form of [
      ...likelierReadings(written, country),
      written,
      ...repairedReadings(written, country),
      ...internationalReadings(written, country),
    ]) {
      const phone = parseStrictly(form, country);
      if (phone !== undefined) return phone;
    }
  return undefined;
}

/** The ISO 3166-1 alpha-2 country of an E.164 number, or undefined for one that belongs to none. */
export function countryOf(e164: string): string | undefined {
  return parsePhoneNumberFromString(e164, { extract: false })?.country;
}

const dialledOf = (written: string): string => written.replace(/[\s().\-/]/g, '').replace(/^\++/, '+');

/** What the text means more likely than what libphonenumber would take it for, in E.164. */
function* likelierReadings(written: string, country: string): Generator<string, void, undefined> {
  const dialled = dialledOf(written);
  const mexican = MEXICAN.exec(dialled)?.[1];
  if (mexican !== undefined && (country === 'MX' || /^(?:\+|00)52/.test(dialled))) yield `+52${mexican}`;
  // 00 is the way to write + in most of the world. In Colombia 00 and a digit choose a carrier, which would turn
  // 0057 300 1234567 into a number in Russia.
  if (dialled.startsWith('00')) yield `+${dialled.slice(2)}`;
  // libphonenumber does not see a + in brackets: (+57) 300 …
  if (/^\+\d+$/.test(dialled)) yield dialled;
}

/** The only number that a text can have meant that is not a number as written. */
function* repairedReadings(written: string, country: string): Generator<string, void, undefined> {
  const dialled = dialledOf(written).replace(/^00/, '+');
  const colombian = COLOMBIAN.exec(dialled)?.[1];
  if (colombian !== undefined && (country === 'CO' || dialled.startsWith('+57'))) yield `+5760${colombian}`;
  // The country's code twice, or with more than its plus before it: +57 +57 300 …, +0057 300 …
  const [, code, rest] = CODE_TWICE.exec(dialled) ?? [];
  if (rest !== undefined) yield `+${code}${rest}`;
  if (/^\+00?\d+$/.test(dialled)) yield dialled.replace(/^\+00?/, '+');
  // Home's 0 behind Argentina's mark of a mobile: +54 9 011 …
  if (/^\+5490\d{10}$/.test(dialled)) yield dialled.replace('90', '9');
  // Argentina's two marks of a mobile in one number: +54 9 11 15 …
  if (/^\+549\d+$/.test(dialled)) yield dialled.replace('9', '');
  // Home's 0, where the country has none, or has none any more: 0300 … in Colombia, 09 … in Chile
  if (/^0[1-9]\d+$/.test(dialled)) yield dialled.slice(1);
  // Home's 0 behind the country's code: +57 0300 …, +34 0612 …
  if (/^\+\d+$/.test(dialled)) {
    const found = parsePhoneNumberFromString(dialled, { extract: false });
    if (found?.nationalNumber.startsWith('0'))
      yield `+${found.countryCallingCode}${found.nationalNumber.replace(/^0+/, '')}`;
  }
}

/** Of digits that begin with the country's own code, what they mean with a plus before them: 57 0300 …, 549 11 15 … */
function* internationalReadings(written: string, country: string): Generator<string, void, undefined> {
  const dialled = dialledOf(written);
  if (!isSupportedCountry(country) || !/^\d+$/.test(dialled)) return;
  if (dialled.startsWith(getCountryCallingCode(country))) yield* repairedReadings(`+${dialled}`, country);
}

function parseStrictly(text: string, country: string): string | undefined {
  const phone: PhoneNumber | undefined = parsePhoneNumberFromString(text, {
    ...(isSupportedCountry(country) && { defaultCountry: country }),
    extract: false,
  });
  return phone?.isValid() && phone.ext === undefined ? phone.number : undefined;
}
