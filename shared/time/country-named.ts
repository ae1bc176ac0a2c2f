import { isCountry } from './country.ts';

/** The languages that addresses are written in, by BCP 47. */
const LANGUAGES = ['en', 'es', 'pt', 'hi', 'fr', 'de', 'it', 'id', 'ru'];

/** Names that CLDR does not have. */
const OTHERS: Readonly<Record<string, string>> = {
  usa: 'US',
  eeuu: 'US',
  eua: 'US',
  unitedstatesofamerica: 'US',
  estadosunidosdeamerica: 'US',
  america: 'US',
  uk: 'GB',
  greatbritain: 'GB',
  england: 'GB',
  inglaterra: 'GB',
  estadosunidosmexicanos: 'MX',
  republicabolivarianadevenezuela: 'VE',
  bolivarianrepublicofvenezuela: 'VE',
  estadoplurinacionaldebolivia: 'BO',
  plurinationalstateofbolivia: 'BO',
  republicafederativadobrasil: 'BR',
  repdominicana: 'DO',
  dominicanrep: 'DO',
  elperu: 'PE',
  bharat: 'IN',
  holanda: 'NL',
  holland: 'NL',
  russianfederation: 'RU',
  federacionrusa: 'RU',
  россиискаяфедерация: 'RU',
};

/** ISO 3166-1 alpha-3, of the countries that write it into addresses or keep several clocks. */
const ALPHA_3 =
  'ARE ARG AUS BGD BOL BRA CAN CHL CHN COL CRI CUB DEU DOM ECU EGY ESP FRA GBR GHA GTM HND IDN IND ITA JPN KEN LKA MAR ' +
  'MEX MYS NGA NIC NLD NPL NZL PAK PAN PER PHL POL PRI PRT PRY QAT RUS SAU SGP SLV SWE THA TUR UKR URY USA UZB VEN VNM ZAF';
/** Where the first two letters are not the code. */
const ALPHA_2: Readonly<Record<string, string>> = {
  ARE: 'AE',
  BGD: 'BD',
  CHL: 'CL',
  CHN: 'CN',
  EGY: 'EG',
  IDN: 'ID',
  PAK: 'PK',
  POL: 'PL',
  PRT: 'PT',
  PRY: 'PY',
  SLV: 'SV',
  SWE: 'SE',
  TUR: 'TR',
  UKR: 'UA',
  URY: 'UY',
  PRI: 'PR',
  MEX: 'MX',
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, (mark) => (/[\u0300-\u036f]/.test(mark) ? '' : mark))
    .replace(/[^\p{L}\p{M}]/gu, '')
    .replace(/^(?:republica|republic|republique|reino|estado)(?:de|do|of|da)(?!america)/, '');

let byName: ReadonlyMap<string, string> | undefined;

/** Made when the first name is looked up: most addresses have a code or nothing. */
function names(): ReadonlyMap<string, string> {
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n));
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry);
  const named = new Map(Object.entries(OTHERS));
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = plain(display.of(code) ?? '');
      if (name !== '' && !named.has(name)) named.set(name, code);
    }
  }
  for (const code of ALPHA_3.split(' ')) named.set(code.toLowerCase(), ALPHA_2[code] ?? code.slice(0, 2));
  return named;
}

/**
 * The ISO 3166-1 alpha-2 code of a country as addresses name it: by code or by name, in any case, with or without
 * accents. Undefined when it names none.
 */
export function countryNamed(text: string | null | undefined): string | undefined {
  const code = (text ?? '').replace(/[\s.]/g, '').toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && isCountry(code)) return code;
  const name = plain(text ?? '');
  if (name === '') return undefined;
  byName ??= names();
  return byName.get(name);
}
