import * as z from 'zod';

/** Settings that providers have alike. */

/** A secret as providers make them: printable, without blanks. */
export const Secret = z
  .string()
  .trim()
  .regex(/^[!-~]{8,200}$/);

/** E.164; the signs that people part numbers with are left out. */
export const CallerNumber = z
  .string()
  .transform((text) => text.replace(/[\s().-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/));

export const BaseUrl = z.string().max(2048).optional();
