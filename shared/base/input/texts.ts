import * as z from 'zod';
import { oneLine, plainText } from '../text/text.ts';

// Each call in a chain makes another schema, whenever a function starts: what all have in common is made once.
const Line = z.string().overwrite(oneLine).trim();
const Lines = z.string().overwrite(plainText).trim();

/** A text of one line in which something shows. @param longest in UTF-16 code units, as are the others */
export const visibleLine = (longest: number) => Line.min(1).max(longest);

/** A text of one line, or none: left out, null and empty are the same. */
export const optionalLine = (longest: number) => Line.max(longest).nullish();

/** A text of several lines in which something shows. */
export const visibleLines = (longest: number) => Lines.min(1).max(longest);

/** A text of several lines, or none. */
export const optionalLines = (longest: number) => Lines.max(longest).nullish();
