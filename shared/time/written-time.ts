/** A date or a time of day as a person wrote it. */
export interface WrittenTime {
  /** `YYYY-MM-DD`. */
  day: string;
  /** `HH:MM:SS.mmm`; undefined for a whole day. */
  time: string | undefined;
  /** `Z` or `±HH:MM`; undefined when no offset is given. */
  offset: string | undefined;
  /** Milliseconds to the end of the minute or second it names. */
  restMs: number;
}

const OFFSET = String.raw`\s*(?<utc>z|utc|gmt)|\s*(?<sign>[+-])(?<hours>\d\d)(?::?(?<minutes>\d\d))?|\s(?<bareHours>\d\d):?(?<bareMinutes>\d\d)`;
const TIME = String.raw`(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:[.,](?<fraction>\d{1,9}))?)?`;
const WRITTEN = new RegExp(String.raw`^(?<day>\d{4}-\d\d-\d\d)(?:(?:t|\s)${TIME}(?:${OFFSET})?)?$`, 'i');

/**
 * Reads ISO 8601 and common variants: a space for the T, `-0500` and `-05`, and a plus sign that came as a space
 * because it was not encoded. Undefined for anything else, and for days that do not exist.
 */
export function readWrittenTime(text: string): WrittenTime | undefined {
  const { groups } = WRITTEN.exec(text.trim()) ?? {};
  const day = groups?.day;
  if (groups === undefined || day === undefined || !isDay(day)) return undefined;
  const { hour, minute, second, fraction } = groups;
  if (hour === undefined) return { day, time: undefined, offset: undefined, restMs: 0 };
  const time = `${hour}:${minute}:${second ?? '00'}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}`;
  const restMs = second === undefined ? 59_999 : fraction === undefined ? 999 : 0;
  return { day, time, offset: offsetOf(groups), restMs };
}

/** The first instant that a time with an offset names; undefined without one. */
export const firstInstant = ({ day, time, offset }: WrittenTime): Date | undefined =>
  time === undefined || offset === undefined ? undefined : new Date(`${day}T${time}${offset}`);

/** Whether the day exists: `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  // A day beyond the end of the month rolls over into the next one.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function offsetOf({ utc, sign, hours, minutes, bareHours, bareMinutes }: Record<string, string | undefined>) {
  if (utc !== undefined) return 'Z';
  if (hours !== undefined) return `${sign}${hours}:${minutes ?? '00'}`;
  return bareHours === undefined ? undefined : `+${bareHours}:${bareMinutes}`;
}
