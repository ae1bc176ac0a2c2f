import type { Point } from '../../../../shared/geo/point.ts';

/** Latitude and longitude in any text, as maps and chats copy them, in links too: `4.6486, -74.0628`, `…?q=4.6486%2C-74.0628`. */
const PAIR = /([+-]?\d{1,3}\.\d+)°?\s*(?:,|%2C|;|\s)\s*([+-]?\d{1,3}\.\d+)/i;

/** The same with decimal commas: `4,6486; -74,0628`. */
const PAIR_OF_COMMAS = /^\s*([+-]?\d{1,3},\d+)\s*(?:[;\s]|,\s)\s*([+-]?\d{1,3},\d+)\s*$/;

/** Where a place is, as a person pasted it; undefined where nothing was. What cannot be read has no numbers, of which the API says so. */
export function readLocation(typed: string): Point | undefined {
  if (typed.trim() === '') return undefined;
  const [, lat, lng] = PAIR_OF_COMMAS.exec(typed) ?? PAIR.exec(typed) ?? [];
  const degrees = (text = 'none') => Number(text.replace(',', '.'));
  return { lat: degrees(lat), lng: degrees(lng) };
}
