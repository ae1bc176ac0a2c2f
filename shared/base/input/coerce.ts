import type { ZodType } from 'zod';
import { isBlank } from '../text/text.ts';
import { coerceText, type JsonKind, jsonKindOf, readBoolean, readNumber, readWord } from './coerce-values.ts';
import {
  ANY_MONEY,
  amountReadings,
  inThousands,
  inThousandths,
  type MoneyForm,
  plainAmount,
  withoutSign,
} from './money-text.ts';
import { asNested, objectAlone } from './nested.ts';
import { plainNumber } from './plain-number.ts';

/** How values are coerced to the form that a schema asks for. */
interface Coercion {
  /** The schema's form; undefined for any JSON, which is left as it is. */
  kinds: ReadonlySet<JsonKind> | undefined;
  isOptional: boolean;
  takesNull: boolean;
  /** Of a list: what its entries are. */
  entry?: Coercion | undefined;
  coerce(value: unknown, money: MoneyForm): unknown;
}

/** The parts of zod's definitions that are read here. */
interface Definition {
  type: string;
  innerType?: ZodType;
  in?: ZodType;
  out?: ZodType;
  shape?: Record<string, ZodType>;
  element?: ZodType;
  valueType?: ZodType;
  options?: readonly ZodType[];
  discriminator?: string;
  entries?: Record<string, string | number>;
  values?: readonly unknown[];
}

const known = new WeakMap<ZodType, Coercion>();

/**
 * Coerces a value to the form that its schema asks for, where what was sent has only one possible meaning: clients are
 * written in languages that do not distinguish an id from a number, or null from an empty text.
 *
 * - null and text that shows nothing are left out of objects for fields that may be left out, and null for those that
 *   may not; where a schema takes null, it gets it. So is an empty list where an object is meant: PHP has no other empty object.
 * - Numbers become text, in all their digits, and numeric text numbers; "true", "false", 1 and 0 become booleans.
 * - Words of a known set are found in any case.
 * - JSON in a text where a list or an object is meant becomes that, and an object of numbered entries a list.
 * - One entry where its list is meant becomes a list of one, as what is made of XML has it, and a list of one object where that is meant
 *   the object. A text with commas or slashes may be several.
 *
 * Unknown fields, and free JSON, stay as they were sent. The value itself is never changed.
 *
 * @param money how amounts of its currency are written
 */
export function coerceTo(schema: ZodType, value: unknown, money = ANY_MONEY): unknown {
  const form = coercionOf(schema);
  return form.coerce(asMeant(form, value), money);
}

/** A value with the list around it, or without the one that it has, that its schema's form asks for. */
function asMeant(form: Coercion, value: unknown): unknown {
  const given = asNested(form.kinds, value);
  const kind = jsonKindOf(given);
  if (form.kinds === undefined || form.kinds.has(kind)) return given;
  if (form.kinds.has('object')) return objectAlone(given);
  const isEntry =
    kind === 'object' || (kind === 'string' && !isBlank(given as string) && !SEPARATED.test(given as string));
  return isEntry && form.entry?.kinds?.has(kind) ? [given] : given;
}

/** What people put between entries, in the scripts of all of them. */
const SEPARATED = /[,;|/\t\r\n，、；،؛]/;

const wordsOnly = new WeakSet<ZodType>();

/** Marks a text that is never made from a number: a name, an address, what people write. To be called last. */
export function freeText<Schema extends ZodType>(schema: Schema): Schema {
  wordsOnly.add(schema);
  return schema;
}

const moneyOnly = new WeakSet<ZodType>();

/**
 * Marks an amount of money: text is read as people write it, 85.600,50, with the sign of its currency; one whose point may set
 * off thousands, 85.600, is not read, unless its currency has thousandths, or no decimals at all. To be called last.
 */
export function moneyAmount<Schema extends ZodType>(schema: Schema): Schema {
  moneyOnly.add(schema);
  return schema;
}

const blanksKept = new WeakSet<ZodType>();

/**
 * Marks an object in which nothing is not the same as none: null and blank are not left out of it, so that its schema refuses
 * them. A filter of what is done to many must not let all through because a variable was empty.
 */
export function keepBlanks<Schema extends ZodType>(schema: Schema): Schema {
  blanksKept.add(schema);
  return schema;
}

function coercionOf(schema: ZodType): Coercion {
  const remembered = known.get(schema);
  if (remembered) return remembered;
  const coerced = coercionFor(schema);
  const asSent = (value: unknown) => value;
  const unlessAmbiguous: Coercion['coerce'] = (given, money) => {
    const value = withoutSign(plainNumber(given), money);
    if (amountReadings(value) === undefined) return coerced.coerce(plainAmount(value), money);
    if (money.decimals === 3) return inThousandths(value);
    const thousands = money.decimals === 0 ? inThousands(value) : value;
    return thousands === value ? value : coerced.coerce(thousands, money);
  };
  const made = wordsOnly.has(schema)
    ? { ...coerced, coerce: asSent }
    : moneyOnly.has(schema)
      ? { ...coerced, coerce: unlessAmbiguous }
      : coerced;
  known.set(schema, made);
  return made;
}

const definitionOf = (schema: ZodType): Definition => schema._zod.def as unknown as Definition;

function coercionFor(schema: ZodType): Coercion {
  const definition = definitionOf(schema);
  const { type, innerType, in: input, out: output } = definition;
  if (innerType !== undefined) {
    const inner = coercionOf(innerType);
    if (type === 'nullable') return { ...inner, takesNull: true };
    return MAY_BE_LEFT_OUT.has(type) ? { ...inner, isOptional: true } : inner;
  }
  if (input !== undefined && output !== undefined) {
    // `preprocess` has its schema behind it, `transform` before it.
    const isPrepared = definitionOf(input).type === 'transform';
    return coercionOf(isPrepared ? output : input);
  }
  return { isOptional: false, takesNull: false, ...plainCoercion(definition, blanksKept.has(schema)) };
}

const MAY_BE_LEFT_OUT: ReadonlySet<string> = new Set(['optional', 'default', 'prefault', 'catch']);

function plainCoercion(
  definition: Definition,
  keepsBlanks: boolean,
): Pick<Coercion, 'kinds' | 'entry' | 'coerce'> {
  const { type, shape, element, valueType, options, discriminator } = definition;
  switch (type) {
    case 'string':
      return { kinds: new Set(['string']), coerce: coerceText };
    case 'number':
      return { kinds: new Set(['number']), coerce: readNumber };
    case 'boolean':
      return { kinds: new Set(['boolean']), coerce: readBoolean };
    case 'enum':
    case 'literal':
      return wordCoercion(definition.values ?? Object.values(definition.entries ?? {}));
    case 'object':
      return { kinds: new Set(['object']), coerce: coerceFields(shape ?? {}, keepsBlanks) };
    case 'array':
      return {
        kinds: new Set(['array']),
        entry: element && coercionOf(element),
        coerce: coerceElements(element),
      };
    case 'record':
      return { kinds: new Set(['object']), coerce: coerceMembers(valueType) };
    case 'union':
      return discriminator === undefined
        ? unionCoercion((options ?? []).map(coercionOf))
        : namedCoercion(discriminator, options ?? []);
    default:
      return { kinds: undefined, coerce: (value) => value };
  }
}

function wordCoercion(words: readonly unknown[]): Pick<Coercion, 'kinds' | 'coerce'> {
  const isNumeric = words.every((word) => typeof word === 'number');
  return {
    kinds: new Set([isNumeric ? 'number' : 'string']),
    coerce: isNumeric ? readNumber : (value) => readWord(words, value),
  };
}

/** Coerces an object to the variant that its discriminator names, in any case; without one, to the variant that needs none. */
function namedCoercion(
  discriminator: string,
  options: readonly ZodType[],
): Pick<Coercion, 'kinds' | 'coerce'> {
  const nameOf = (value: unknown): unknown =>
    jsonKindOf(value) === 'object' ? (value as Record<string, unknown>)[discriminator] : undefined;
  const named = options.map((option) => {
    const name = definitionOf(option).shape?.[discriminator];
    return { name, form: coercionOf(option) };
  });
  const takes = (name: ZodType | undefined, value: unknown): boolean =>
    name?.safeParse(coerceTo(name, value ?? undefined)).success === true;
  return {
    kinds: new Set(['object']),
    coerce(value, money) {
      const form = named.find(({ name }) => takes(name, nameOf(value)))?.form;
      return form === undefined ? value : form.coerce(value, money);
    },
  };
}

/** Coerces a value to the variant that takes its kind, otherwise to the only variant that it could become. */
function unionCoercion(forms: readonly Coercion[]): Pick<Coercion, 'kinds' | 'entry' | 'coerce'> {
  const plain = forms.filter(({ kinds }) => kinds !== undefined);
  const kinds =
    plain.length === forms.length ? new Set(plain.flatMap((form) => [...(form.kinds ?? [])])) : undefined;
  const lists = plain.flatMap(({ entry }) => entry ?? []);
  return {
    kinds,
    entry: lists.length === 1 ? lists[0] : undefined,
    coerce(value, money) {
      const kind = jsonKindOf(value);
      const taking = plain.filter((form) => form.kinds?.has(kind));
      const [only, ...others] = taking.length > 0 || kinds === undefined ? taking : plain;
      return only !== undefined && (others.length === 0 || !IS_NESTED.has(kind))
        ? coerceFirst(only, others, value, money)
        : value;
    },
  };
}

const IS_NESTED: ReadonlySet<JsonKind> = new Set(['object', 'array']);

/** Tries the variants in turn until one changes the value. */
function coerceFirst(
  first: Coercion,
  others: readonly Coercion[],
  value: unknown,
  money: MoneyForm,
): unknown {
  for (const form of [first, ...others]) {
    const coerced = form.coerce(value, money);
    if (coerced !== value) return coerced;
  }
  return value;
}

function coerceFields(shape: Record<string, ZodType>, keepsBlanks: boolean): Coercion['coerce'] {
  const names = Object.keys(shape);
  return (value, money) => {
    if (jsonKindOf(value) !== 'object') return value;
    const given = value as Record<string, unknown>;
    let coerced: Record<string, unknown> | undefined;
    for (const name of names) {
      if (!Object.hasOwn(given, name)) continue;
      const field = coercionOf(shape[name] as ZodType);
      const sent = asMeant(field, given[name]);
      if (!keepsBlanks && isAbsent(field, sent)) {
        coerced ??= { ...given };
        delete coerced[name];
        continue;
      }
      const after = field.coerce(sent, money);
      if (after === given[name]) continue;
      coerced ??= { ...given };
      coerced[name] = after;
    }
    return coerced ?? value;
  };
}

function isAbsent({ kinds, isOptional, takesNull }: Coercion, value: unknown): boolean {
  if (kinds === undefined) return false;
  if (value === null) return !takesNull;
  if (!isOptional) return false;
  if (typeof value === 'string') return isBlank(value);
  return Array.isArray(value) && value.length === 0 && kinds.has('object') && !kinds.has('array');
}

function coerceElements(element: ZodType | undefined): Coercion['coerce'] {
  return (value, money) => {
    if (element === undefined || !Array.isArray(value)) return value;
    const coerced = value.map((item) => coerceTo(element, item, money));
    return coerced.some((item, index) => item !== value[index]) ? coerced : value;
  };
}

function coerceMembers(member: ZodType | undefined): Coercion['coerce'] {
  return (value, money) => {
    if (member === undefined || coercionOf(member).kinds === undefined || jsonKindOf(value) !== 'object')
      return value;
    return Object.fromEntries(
      Object.entries(value as object).map(([name, field]) => [name, coerceTo(member, field, money)]),
    );
  };
}
