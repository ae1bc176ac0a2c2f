import { startOf } from '../time/read-instant.ts';
import { readWrittenTime } from '../time/written-time.ts';
import type { CheckResult } from './failure.ts';

/**
 * An instant from ISO 8601 text, on the region's clock when it has no offset.
 * @param timeZone IANA name
 */
export async function readTime(text: string, timeZone: string): Promise<CheckResult<Date>> {
  const written = readWrittenTime(text);
  // A pickup on some day of a week or a month is no time.
  const instant = written?.nextDay === undefined ? written && (await startOf(written, timeZone)) : undefined;
  if (instant !== undefined && !Number.isNaN(instant.getTime())) return { value: instant };
  const message = `{start} is a time in ISO 8601 like 2023-08-04T12:00:00+05:30, not ${text}`;
  return { failure: { reason: 'service_request_invalid', rule: 'request', message } };
}
