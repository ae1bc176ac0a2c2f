import * as z from 'zod';
import { firstInstant, readWrittenTime } from '../../shared/time/written-time.ts';

const Instant = z
  .string()
  .max(40)
  .transform((given, context) => {
    const written = readWrittenTime(given);
    const instant = written && firstInstant(written);
    if (instant && !Number.isNaN(instant.getTime())) return instant;
    context.addIssue({ code: 'custom', params: { rule: 'format' }, message: 'datetime', input: given });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

/** A time from one instant on and before another, of which either may be left out. */
export const timeRange = {
  since: Instant.optional().describe('ISO 8601 with an offset: events from this instant on'),
  until: Instant.optional().describe('ISO 8601 with an offset: events before this instant'),
};

/** For a schema's `refine`: the time has a beginning before its end. */
export const hasOrder = ({ since, until }: { since?: Date | undefined; until?: Date | undefined }): boolean =>
  since === undefined || until === undefined || since < until;

export const outOfOrder = {
  path: ['until'],
  params: { rule: 'custom' },
  message: 'must be later than since',
};
