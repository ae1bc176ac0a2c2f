import * as z from 'zod';
import { isNoTime } from '../../time/no-time.ts';
import { firstInstant, readWrittenTime } from '../../time/written-time.ts';

/** A date, a time or a period in a query or body, as `readWrittenTime` reads them. */
export const DateOrTime = z
  .string()
  .max(80)
  .transform((given, context) => {
    const written = readWrittenTime(given);
    const instant = written && firstInstant(written);
    if (written && !Number.isNaN(instant?.getTime())) return written;
    const params = { rule: 'format' };
    context.addIssue({ code: 'custom', params, message: 'ISO 8601 date or time', input: given });
    return z.NEVER;
  });

/** The same where it may be left out, as one is that a program never set. */
export const OptionalTime = z.preprocess(
  (given) => (isNoTime(given) ? undefined : given),
  DateOrTime.optional(),
);
