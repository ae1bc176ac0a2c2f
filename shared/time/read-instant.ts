import { firstInstant, type WrittenTime } from './written-time.ts';

/**
 * The first millisecond that a date or time means.
 * @param timeZone IANA name: the clock of what has no offset
 */
export async function startOf(written: WrittenTime, timeZone: string): Promise<Date> {
  const instant = firstInstant(written);
  if (instant !== undefined) return instant;
  const { Temporal } = await import('./temporal.lazy.ts');
  const { day, time = '00:00' } = written;
  return new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The first millisecond after the year, month, week, day, hour, minute or second that a date or time means. */
export async function endOf(written: WrittenTime, timeZone: string): Promise<Date> {
  if (written.time !== undefined)
    return new Date((await startOf(written, timeZone)).getTime() + written.restMs + 1);
  const { Temporal } = await import('./temporal.lazy.ts');
  const { day, nextDay } = written;
  const next = nextDay ? Temporal.PlainDate.from(nextDay) : Temporal.PlainDate.from(day).add({ days: 1 });
  return new Date(next.toZonedDateTime(timeZone).epochMilliseconds);
}
