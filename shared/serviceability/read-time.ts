import type { Checked } from './failure.ts';

/**
 * An instant out of ISO 8601 text, which is meant on the region's clock when it has no offset.
 * @param timeZone IANA name
 */
export async function readTime(text: string, timeZone: string): Promise<Checked<Date>> {
  const { Temporal } = await import('../time/temporal.lazy.ts');
  const readings = [
    () => Temporal.Instant.from(text),
    () => Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant(),
  ];
  for (const read of readings) {
    try {
      return { value: new Date(read().epochMilliseconds) };
    } catch {
      // The other reading may fit.
    }
  }
  const message = `scheduleOrderAt is a time in ISO 8601 like 2023-08-04T12:00:00+05:30, not ${text}`;
  return { failure: { reason: 'service_request_invalid', rule: 'request', message } };
}
