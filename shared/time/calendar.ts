const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock shows at an instant, by its parts. */
function partsOf(at: Date, timeZone: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  if (known === undefined) formats.set(timeZone, format);
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/**
 * The day that it is at an instant on a clock, `2026-11-22`.
 * @param timeZone IANA name
 */
export function localDay(at: Date, timeZone: string): string {
  const { year = '', month, day } = partsOf(at, timeZone);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/**
 * The time that it is at an instant on a clock, `18:45:00`.
 * @param timeZone IANA name
 */
export function localTime(at: Date, timeZone: string): string {
  const { hour, minute, second } = partsOf(at, timeZone);
  return `${hour}:${minute}:${second}`;
}

/**
 * Both, as spreadsheets read them, `2026-11-22 18:45:00`.
 * @param timeZone IANA name
 */
export function localDayAndTime(at: Date, timeZone: string): string {
  const { year = '', month, day, hour, minute, second } = partsOf(at, timeZone);
  return `${year.padStart(4, '0')}-${month}-${day} ${hour}:${minute}:${second}`;
}
