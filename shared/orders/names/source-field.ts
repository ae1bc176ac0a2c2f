import * as z from 'zod';
import { freeText } from '../../base/input/coerce.ts';
import { formatRule } from '../../base/input/format-rule.ts';
import { oneLine } from '../../base/text/text.ts';
import { SOURCE } from './external-id.ts';

/** The source that a client names for an order. */
export const SourceField = freeText(
  z
    .string()
    .overwrite(oneLine)
    .trim()
    .max(60)
    .refine((source) => SOURCE.test(source), formatRule('source'))
    .meta({ pattern: SOURCE.source }),
);
