import type { Point } from '../../../../shared/geo/point.ts';

/** A place in a link of Google Maps, which also has where the middle of the map was. */
const PLACE = /!3d(?<lat>-?\d{1,3}\.\d+)!4d(?<lng>-?\d{1,3}\.\d+)/;

/**
 * Latitude and longitude in any text, as maps and chats copy them, in links too: `4.6486, -74.0628`, `…?q=4.6486%2C-74.0628`,
 * `4.6486° N, 74.0628° W`, where the west is also `O`.
 */
const PAIR =
  /(?<![\d.])(?<lat>[+-]?\d{1,3}\.\d+)°?\s*(?<south>S\b)?(?:N\b)?\s*(?:,|%2C|;|\s)(?:\s|%20|\+)*(?<lng>[+-]?\d{1,3}\.\d+)(?:°?\s*(?<west>[WO])\b)?/i;

/** The same with decimal commas: `4,6486; -74,0628`. */
const PAIR_OF_COMMAS = /^\s*(?<lat>[+-]?\d{1,3},\d+)\s*(?:[;\s]|,\s)\s*(?<lng>[+-]?\d{1,3},\d+)\s*$/;

/** Nothing but the two, which may be whole then, as this field shows a stored place: `5, -74.06`. */
const PAIR_ALONE = /^\s*(?<lat>[+-]?\d{1,3}(?:\.\d+)?)\s*(?:,\s+|;\s*)(?<lng>[+-]?\d{1,3}(?:\.\d+)?)\s*$/;

/** Where a place is, as a person pasted it; undefined where nothing was. What cannot be read has no numbers, of which the API says so. */
export function readLocation(typed: string): Point | undefined {
  if (typed.trim() === '') return undefined;
  const found = PLACE.exec(typed) ?? PAIR_OF_COMMAS.exec(typed) ?? PAIR.exec(typed) ?? PAIR_ALONE.exec(typed);
  const { lat, lng, south, west } = found?.groups ?? {};
  return { lat: degrees(lat, south), lng: degrees(lng, west) };
}

/** What is read as nothing at all: of its numbers the API says that they are none. */
export const NOWHERE: Point = { lat: Number.NaN, lng: Number.NaN };

function degrees(text = 'none', negative?: string): number {
  const number = Number(text.replace(',', '.'));
  return negative === undefined ? number : -Math.abs(number);
}
