import { type JsonKind, jsonKindOf } from './coerce-values.ts';
import { readJson } from './read-json.ts';

/**
 * A list or an object in the form that its kind has, from the forms that tools give it: JSON in a text, as they do that
 * have no lists, or encode twice; and an object of numbered entries for a list, as PHP writes one with gaps. Anything else comes
 * back as it is, and so does text where text is meant, too, unless it is JSON of what else is meant.
 *
 * @param kinds that a schema takes; undefined for any JSON, which is left alone
 */
export function asNested(kinds: ReadonlySet<JsonKind> | undefined, value: unknown): unknown {
  if (kinds === undefined || typeof value === 'number' || !(kinds.has('object') || kinds.has('array')))
    return value;
  return numbered(kinds, typeof value === 'string' ? opened(kinds, value) : value);
}

function opened(kinds: ReadonlySet<JsonKind>, text: string): unknown {
  if (!/^\s*["[{]/.test(text)) return text;
  const value = jsonIn(text);
  if (kinds.has('string')) return holdsAny(kinds, value) ? value : text;
  return typeof value === 'object' && value !== null ? value : text;
}

/** The list or object that a text is the JSON of, also where it was encoded more than once; else the text. */
export function jsonIn(text: string): unknown {
  try {
    const value = readJson(text);
    return typeof value === 'string' && value.length < text.length ? jsonIn(value) : value;
  } catch {
    return text;
  }
}

/** Whether it is a list or an object that the schema takes beside text, with anything in it. */
function holdsAny(kinds: ReadonlySet<JsonKind>, value: unknown): boolean {
  const kind = jsonKindOf(value);
  return (
    (kind === 'array' || kind === 'object') && kinds.has(kind) && Object.keys(value as object).length > 0
  );
}

function numbered(kinds: ReadonlySet<JsonKind>, value: unknown): unknown {
  if (kinds.has('object') || jsonKindOf(value) !== 'object') return value;
  const isNumbered = Object.keys(value as object).every((name) => /^\d+$/.test(name));
  return isNumbered ? Object.values(value as object) : value;
}

/** The object that a list consists of; anything else as it is. Tools that pass on rows send one in a list. */
export function objectAlone(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  return jsonKindOf(value[0]) === 'object' ? value[0] : value;
}
