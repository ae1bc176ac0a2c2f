import * as z from 'zod';

/** Settings that providers have alike. */

/** A secret as providers make them: printable, without blanks, and not the stars that stand for one. */
export const Secret = z
  .string()
  .trim()
  .regex(/^(?!\*+$)[!-~]{8,200}$/, 'secret: 8 to 200 characters, without blanks');

/** E.164; the signs that people part numbers with are left out. */
export const CallerNumber = z
  .string()
  .transform((text) => text.replace(/[\s().-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, 'number in E.164: +573001234567'));

export const BaseUrl = z.string().max(2048).optional();
