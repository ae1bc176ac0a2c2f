import { isExactNumber } from '../../shared/base/input/json.ts';
import { jsonIn } from '../../shared/base/input/nested.ts';
import { isBlank } from '../../shared/base/text/text.ts';

/** Other spellings of documented names: the singular of the parameter table, and those of the PHP example. */
const SPELLINGS: Readonly<Record<string, string>> = {
  product: 'products',
  delvery_date: 'delivery_date',
  delvery_time: 'delivery_time',
  receiver_commision: 'reciver_commission',
  receiver_commission: 'reciver_commission',
  'involved _dishes': 'involved_dishes',
  'resulted _dishes': 'resulted_dishes',
};

/** The lists of the body. PHP sends one whose numbers have gaps as an object, and one entry may come without a list. */
const LISTS: ReadonlySet<string> = new Set(['products', 'involved_dishes', 'resulted_dishes']);

/** The reference calls them arrays, as PHP does: some send a list of one. */
const OBJECTS: ReadonlySet<string> = new Set(['payment', 'promotion']);

export interface Fields {
  /** Under their documented names; empty values and nulls are left out. */
  fields: unknown;
  /** A field's path as the sender spelled it. */
  asGiven(path: string): string;
}

/** Renames the fields of a body to their documented names. A documented spelling wins over another one. */
export function spell(given: unknown): Fields {
  const spelled = new Map<string, string>();

  const settle = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(settle);
    if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
    const fields: Record<string, unknown> = {};
    for (const [name, sent] of Object.entries(value)) {
      const documented = SPELLINGS[name] ?? name;
      const inner = LISTS.has(documented) || OBJECTS.has(documented) ? opened(sent) : sent;
      if (isEmpty(inner) || (documented !== name && !isEmpty(Reflect.get(value, documented)))) continue;
      if (documented !== name) spelled.set(documented, name);
      const settled = settle(inner);
      fields[documented] = shaped(documented, settled);
    }
    return fields;
  };

  return {
    fields: settle(opened(given)),
    asGiven: (path) =>
      path
        .split('.')
        .map((segment) => spelled.get(segment) ?? segment)
        .join('.'),
  };
}

/** Forms, and the tools that send them, have no lists: some put one into a field as JSON. */
const opened = (sent: unknown): unknown =>
  typeof sent === 'string' && /^\s*["[{]/.test(sent) ? jsonIn(sent) : sent;

/** An empty list means no value: PHP has no other empty object. */
const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && isBlank(value)) ||
  (Array.isArray(value) && value.length === 0);

function shaped(name: string, value: unknown): unknown {
  if (LISTS.has(name)) return toList(value);
  const isOfOne = OBJECTS.has(name) && Array.isArray(value) && value.length === 1;
  return isOfOne ? (value as unknown[])[0] : value;
}

function toList(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  return names.every((name) => /^\d+$/.test(name)) ? Object.values(value) : [value];
}
