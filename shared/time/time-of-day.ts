import * as z from 'zod';
import { formatRule } from '../base/input/format-rule.ts';
import { asTyped } from '../base/text/digits.ts';

const TIME_OF_DAY = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** `9:00`, `09:00:00` as databases and browsers have it, and `6:30 PM`. */
const WRITTEN =
  /^(?<hour>\d{1,2})(?::(?<minute>\d\d)(?::00(?:\.0+)?)?(?:\s*(?<half>[ap])\.?\s?m\.?)?|\s*(?<wholeHalf>[ap])\.?\s?m\.?)$/i;

/** A time of day as `HH:MM`; a text that is none as it is. */
function padded(text: string): string {
  const typed = asTyped(text).trim();
  const { hour = '', minute = '00', half, wholeHalf } = WRITTEN.exec(typed)?.groups ?? {};
  const of = (half ?? wholeHalf)?.toLowerCase();
  if (hour === '' || (of !== undefined && (Number(hour) < 1 || Number(hour) > 12))) return typed;
  const hours = of === undefined ? Number(hour) : (Number(hour) % 12) + (of === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute}`;
}

/** A time of day, `HH:MM` up to `24:00`. */
export const TimeOfDay = z
  .string()
  .overwrite(padded)
  .refine((text) => TIME_OF_DAY.test(text), { ...formatRule('time of day (HH:MM)'), abort: true })
  .meta({ pattern: TIME_OF_DAY.source, examples: ['09:00'] });
