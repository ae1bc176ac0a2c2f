/** An instant on the clock of a time zone, to the second, with its offset: `2026-11-23T07:00:00-05:00`. */
export const formatWithOffset = (date: Date, timeZone: string): string => format(date, timeZone, 19);

/** The same to the thousandth: `2026-11-23T07:00:00.384-05:00`. */
export const formatExactly = (date: Date, timeZone: string): string => format(date, timeZone, 23);

function format(date: Date, timeZone: string, length: number): string {
  const minutes = offsetMinutes(date, timeZone);
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, length);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A zone's format, created once: creating one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, made);
  return made;
}

/** How far a zone's clock is ahead of UTC at an instant. @throws RangeError when the zone does not exist */
export function offsetMinutes(date: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(date);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d+):(\d+))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
