/**
 * A phone number as people write it, in E.164 (`+573001234567`), or undefined when it is none.
 *
 * @param country ISO 3166-1 alpha-2, whose national numbers are meant when the text has no country code
 */
export function parsePhone(text: string, _country: string): string | undefined {
  return text;
}

/** The ISO 3166-1 alpha-2 country of an E.164 number, or undefined for one that belongs to none. */
export function countryOf(_e164: string): string | undefined {
  return undefined;
}
