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

const unless = (isLeftOut: (given: unknown) => boolean) =>
  z.preprocess((given) => (isLeftOut(given) ? undefined : given), DateOrTime.optional());

/** The same where it may be left out, as one is that a program never set. */
export const OptionalTime = unless(isNoTime);

/** The same of a beginning, where 1970-01-01 asks for all there is: left out, it may mean the last 90 days. */
export const OptionalStart = unless((given) => isNoTime(given) && !String(given).trim().startsWith('1970'));
