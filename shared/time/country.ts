import { isSupportedCountry } from 'libphonenumber-js/min';

/** Whether phone numbers of a country, ISO 3166-1 alpha-2, can be read; every tenant needs that. */
export const isCountry = (code: string): boolean => isSupportedCountry(code);
