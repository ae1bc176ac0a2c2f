import * as z from 'zod';
import { parseExactly } from '../../base/input/json.ts';
import type { JsonValue } from './order.ts';

/** JSON of a client's own: it is kept and shown as it was sent, with every digit of its numbers. */
export const FreeJson = z.custom<JsonValue>((value) => value !== undefined);

/** Free JSON is stored as text: it may hold numbers that DynamoDB cannot. */
export const textOfJson = (value: JsonValue): string | null =>
  value === null ? null : JSON.stringify(value);

/** The JSON of such a text. */
export const jsonOfText = <Value extends JsonValue>(text: unknown): Value =>
  (typeof text === 'string' ? parseExactly(text) : null) as Value;
