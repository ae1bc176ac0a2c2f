import * as qs from 'qs';
import { readJson } from '../../shared/base/input/read-json.ts';
import { Problem } from '../../shared/base/problem.ts';
import { isJson } from '../../shared/http/requests/read-body.ts';
import { decodeFormText, numberEntries } from './form.ts';

/** Three for each of 500 products, and the rest. */
const MAX_FIELDS = 2000;

/** `promotion[resulted_dishes][0][modification]` has three. */
const MAX_BRACKETS = 6;

/** A list whose numbers go further is read as an object with those names, which costs no gaps. */
const MAX_INDEX = 100;

/**
 * The fields of a body, as JSON or as a form with PHP's nested brackets (`products[0][api_id]=139`). What starts like a
 * JSON object is one, unless its `Content-Type` is another than the usual ones of clients that set none: curl's is a form's.
 * @throws Problem invalid_json, or invalid_request when it is of another type or has too many or too deep fields
 */
export function readFields(text: string, contentType: string | undefined): unknown {
  if (text.trim() === '') return {};
  const type = contentType?.trim() ?? '';
  if (/^\ufeff?\s*\{/.test(text) && (FORM.test(type) || UNSET.test(type))) return readJson(text);
  if (type === '' || FORM.test(type)) return readForm(text);
  if (!isJson(type))
    throw new Problem('invalid_request', {
      issues: [{ field: 'Content-Type', rule: 'one_of', allowed: TYPES }],
    });
  return readJson(text);
}

const TYPES = ['application/json in UTF-8', 'application/x-www-form-urlencoded in UTF-8'];

/** Any charset that can be recognised by its bytes; another one is refused, as any other type is. */
const FORM =
  /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?(?:utf-?8|us-ascii|iso-?8859-1|windows-1252|cp1252)"?\s*)?;?$/i;

/** Content types of clients that set none. */
const UNSET = /^(?:(?:text\/plain|application\/octet-stream)\s*(?:;\s*charset="?utf-?8"?\s*)?;?)?$/i;

function readForm(text: string): unknown {
  // The parser would drop the rest.
  if (text.split('&', MAX_FIELDS + 1).length > MAX_FIELDS) throw refusal('max_items', MAX_FIELDS);
  try {
    return qs.parse(numberEntries(text.replace(/^\ufeff/, '')), {
      depth: MAX_BRACKETS,
      strictDepth: true,
      parameterLimit: MAX_FIELDS,
      arrayLimit: MAX_INDEX,
      decoder: decodeFormText,
      // As PHP does.
      duplicates: 'last',
    });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw refusal('too_deep', MAX_BRACKETS, cause);
  }
}

const refusal = (rule: string, expected: number, cause?: unknown): Problem =>
  new Problem('invalid_request', { issues: [{ field: '', rule, expected }] }, { cause });
