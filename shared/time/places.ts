import { timeZoneOf } from './country-zones.ts';

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether a text is a currency of ISO 4217, in capitals: `COP`. */
export const isCurrency = (text: string): boolean => currencies.has(text);

/** Whether a text names a time zone of the IANA database: `America/Bogota`. */
export function isTimeZone(text: string): boolean {
  // Intl also accepts plain offsets, which say nothing about daylight saving time.
  if (!/^[A-Za-z][\w+/-]*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** A language tag that dates can be written in, of BCP 47 and a locale of Unicode, as it is written there: `es-CO` of `es_co`. Undefined for anything else. */
export function readLanguageTag(text: string): string | undefined {
  const tag = text.trim().replaceAll('_', '-');
  if (tag.length > 35 || !/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The most populous zone of countries with several time zones. */
const mainZones: Readonly<Record<string, string>> = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CY: 'Asia/Nicosia',
  ID: 'Asia/Jakarta',
  KZ: 'Asia/Almaty',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Gaza',
  RU: 'Europe/Moscow',
  US: 'America/New_York',
};

/** By country, ISO 3166-1 alpha-2; undefined where a tenant has to name its own. */
export const defaultTimeZone = (country: string): string | undefined =>
  mainZones[country] ?? timeZoneOf(country);

const spanishSpeaking = new Set('AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE'.split(' '));

/** By country, ISO 3166-1 alpha-2; a BCP 47 tag. */
export const defaultLanguage = (country: string): string => {
  if (country === 'BR') return 'pt-BR';
  return `${spanishSpeaking.has(country) ? 'es' : 'en'}-${country}`;
};
