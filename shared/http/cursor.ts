import * as z from 'zod';

/** How many entries a page has. */
export const pageLimit = z
  .preprocess(
    (text) => (typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : text),
    z.int().min(1).max(100),
  )
  .default(50);

/** Where a page of a list ends, as text that a client passes on without knowing what it says. */
export const encodeCursor = (sortKey: string): string => Buffer.from(sortKey).toString('base64url');

/** The sort key that a `nextCursor` stands for. */
export const Cursor = z
  .string()
  .max(1000)
  .refine((text) => encodeCursor(decode(text)) === text && text !== '', {
    params: { rule: 'format' },
    message: 'cursor',
  })
  .transform(decode)
  .describe('The nextCursor of the page before');

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}
