/** The first day that a program counts from: .NET's and Go's, Unix', MySQL's that is none, and what PHP makes of that one. */
const FIRST_DAY = /^(?:0001-01-01|1970-01-01|0000-00-00|-0001-11-30)/;

/** Nothing, or midnight, in any zone. */
const MIDNIGHT = /^(?:[T ]00:00(?::00(?:\.0+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/** 0, and the year 1 in seconds or milliseconds since 1970. */
const FIRST_NUMBER = /^(?:0|-62135596800(?:000)?)$/;

/** Whether a text or number is what programs write for a time that was never set: `0001-01-01T00:00:00Z`, `0000-00-00`, 0. */
export function isNoTime(given: unknown): boolean {
  if (typeof given !== 'string' && typeof given !== 'number') return false;
  const written = String(given).trim();
  const [day] = FIRST_DAY.exec(written) ?? [];
  return day === undefined ? FIRST_NUMBER.test(written) : MIDNIGHT.test(written.slice(day.length));
}
