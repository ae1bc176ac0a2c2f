import type { ZodType } from 'zod';
import { fitText, jsonKindOf, type Kind, readBoolean, readNumber, readWord } from './fit-values.ts';
import { amountReadings, inThousandths, plainAmount } from './money-text.ts';

/** How values are brought into the form that a schema asks for. */
interface Fitting {
  /** The schema's form; undefined for any JSON, which is left as it is. */
  kinds: ReadonlySet<Kind> | undefined;
  isOptional: boolean;
  takesNull: boolean;
  fit(value: unknown, decimals: number): unknown;
}

/** Of zod's definitions, what is read here. */
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

const known = new WeakMap<ZodType, Fitting>();

/**
 * Brings a value into the form that its schema asks for, where what was sent can mean only one thing: clients are
 * written in languages that do not distinguish an id from a number, or null from an empty text.
 *
 * - null and empty text are left out of objects for fields that may be left out, and null for those that may not;
 *   where a schema takes null, it gets it. So is an empty list where an object is meant: PHP has no other empty object.
 * - Numbers become text, in all their digits, and numeric text numbers; "true", "false", 1 and 0 become booleans.
 * - Words of a known set are found in any case.
 *
 * Unknown fields, and free JSON, stay as they were sent. The value itself is never changed.
 *
 * @param decimals of the currency of its amounts: with three, 85.600 can only be a fraction
 */
export const fitTo = (schema: ZodType, value: unknown, decimals = 2): unknown =>
  fittingOf(schema).fit(value, decimals);

const wordsOnly = new WeakSet<ZodType>();

/** Marks a text that no number can be: a name, an address, what people write. To be called last. */
export function inWords<Schema extends ZodType>(schema: Schema): Schema {
  wordsOnly.add(schema);
  return schema;
}

const moneyOnly = new WeakSet<ZodType>();

/**
 * Marks an amount of money: text is read as people write it, 85.600,50; one whose point may set off thousands, 85.600, is not
 * read, unless its currency has thousandths. To be called last.
 */
export function inMoney<Schema extends ZodType>(schema: Schema): Schema {
  moneyOnly.add(schema);
  return schema;
}

function fittingOf(schema: ZodType): Fitting {
  const remembered = known.get(schema);
  if (remembered) return remembered;
  const fitted = fittingFor(schema);
  const asSent = (value: unknown) => value;
  const unlessAmbiguous: Fitting['fit'] = (value, decimals) => {
    if (amountReadings(value) === undefined) return fitted.fit(plainAmount(value), decimals);
    return decimals === 3 ? inThousandths(value) : value;
  };
  const made = wordsOnly.has(schema)
    ? { ...fitted, fit: asSent }
    : moneyOnly.has(schema)
      ? { ...fitted, fit: unlessAmbiguous }
      : fitted;
  known.set(schema, made);
  return made;
}

const definitionOf = (schema: ZodType): Definition => schema._zod.def as unknown as Definition;

function fittingFor(schema: ZodType): Fitting {
  const definition = definitionOf(schema);
  const { type, innerType, in: input, out: output } = definition;
  if (innerType !== undefined) {
    const inner = fittingOf(innerType);
    if (type === 'nullable') return { ...inner, takesNull: true };
    return MAY_BE_LEFT_OUT.has(type) ? { ...inner, isOptional: true } : inner;
  }
  if (input !== undefined && output !== undefined) {
    // `preprocess` has its schema behind it, `transform` before it.
    const isPrepared = definitionOf(input).type === 'transform';
    return fittingOf(isPrepared ? output : input);
  }
  return { isOptional: false, takesNull: false, ...plainFitting(definition) };
}

const MAY_BE_LEFT_OUT: ReadonlySet<string> = new Set(['optional', 'default', 'prefault', 'catch']);

function plainFitting(definition: Definition): Pick<Fitting, 'kinds' | 'fit'> {
  const { type, shape, element, valueType, options, discriminator } = definition;
  switch (type) {
    case 'string':
      return { kinds: new Set(['string']), fit: fitText };
    case 'number':
      return { kinds: new Set(['number']), fit: readNumber };
    case 'boolean':
      return { kinds: new Set(['boolean']), fit: readBoolean };
    case 'enum':
    case 'literal':
      return wordFitting(definition.values ?? Object.values(definition.entries ?? {}));
    case 'object':
      return { kinds: new Set(['object']), fit: fitFields(shape ?? {}) };
    case 'array':
      return { kinds: new Set(['array']), fit: fitElements(element) };
    case 'record':
      return { kinds: new Set(['object']), fit: fitMembers(valueType) };
    case 'union':
      return discriminator === undefined
        ? unionFitting((options ?? []).map(fittingOf))
        : namedFitting(discriminator, options ?? []);
    default:
      return { kinds: undefined, fit: (value) => value };
  }
}

function wordFitting(words: readonly unknown[]): Pick<Fitting, 'kinds' | 'fit'> {
  const isNumeric = words.every((word) => typeof word === 'number');
  return {
    kinds: new Set([isNumeric ? 'number' : 'string']),
    fit: isNumeric ? readNumber : (value) => readWord(words, value),
  };
}

/** An object goes to the form that it names, in any case; one that names none to the form that needs no name. */
function namedFitting(discriminator: string, options: readonly ZodType[]): Pick<Fitting, 'kinds' | 'fit'> {
  const nameOf = (value: unknown): unknown =>
    jsonKindOf(value) === 'object' ? (value as Record<string, unknown>)[discriminator] : undefined;
  const named = options.map((option) => {
    const name = definitionOf(option).shape?.[discriminator];
    return { name, form: fittingOf(option) };
  });
  const takes = (name: ZodType | undefined, value: unknown): boolean =>
    name?.safeParse(fitTo(name, value ?? undefined)).success === true;
  return {
    kinds: new Set(['object']),
    fit(value, decimals) {
      const form = named.find(({ name }) => takes(name, nameOf(value)))?.form;
      return form === undefined ? value : form.fit(value, decimals);
    },
  };
}

/** A value goes to the form that takes its kind, else to the only one that it could be brought into. */
function unionFitting(forms: readonly Fitting[]): Pick<Fitting, 'kinds' | 'fit'> {
  const plain = forms.filter(({ kinds }) => kinds !== undefined);
  const kinds =
    plain.length === forms.length ? new Set(plain.flatMap((form) => [...(form.kinds ?? [])])) : undefined;
  return {
    kinds,
    fit(value, decimals) {
      const kind = jsonKindOf(value);
      const taking = plain.filter((form) => form.kinds?.has(kind));
      const [only, ...others] = taking.length > 0 || kinds === undefined ? taking : plain;
      return only !== undefined && (others.length === 0 || !IS_NESTED.has(kind))
        ? fitFirst(only, others, value, decimals)
        : value;
    },
  };
}

const IS_NESTED: ReadonlySet<Kind> = new Set(['object', 'array']);

/** The first form that makes something of a value. */
function fitFirst(first: Fitting, others: readonly Fitting[], value: unknown, decimals: number): unknown {
  for (const form of [first, ...others]) {
    const fitted = form.fit(value, decimals);
    if (fitted !== value) return fitted;
  }
  return value;
}

function fitFields(shape: Record<string, ZodType>): Fitting['fit'] {
  const names = Object.keys(shape);
  return (value, decimals) => {
    if (jsonKindOf(value) !== 'object') return value;
    const given = value as Record<string, unknown>;
    let fitted: Record<string, unknown> | undefined;
    for (const name of names) {
      if (!Object.hasOwn(given, name)) continue;
      const field = fittingOf(shape[name] as ZodType);
      if (isAbsent(field, given[name])) {
        fitted ??= { ...given };
        delete fitted[name];
        continue;
      }
      const after = field.fit(given[name], decimals);
      if (after === given[name]) continue;
      fitted ??= { ...given };
      fitted[name] = after;
    }
    return fitted ?? value;
  };
}

function isAbsent({ kinds, isOptional, takesNull }: Fitting, value: unknown): boolean {
  if (kinds === undefined) return false;
  if (value === null) return !takesNull;
  if (!isOptional) return false;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0 && kinds.has('object') && !kinds.has('array');
}

function fitElements(element: ZodType | undefined): Fitting['fit'] {
  return (value, decimals) => {
    if (element === undefined || !Array.isArray(value)) return value;
    const fitted = value.map((item) => fitTo(element, item, decimals));
    return fitted.some((item, index) => item !== value[index]) ? fitted : value;
  };
}

function fitMembers(member: ZodType | undefined): Fitting['fit'] {
  return (value, decimals) => {
    if (member === undefined || fittingOf(member).kinds === undefined || jsonKindOf(value) !== 'object')
      return value;
    return Object.fromEntries(
      Object.entries(value as object).map(([name, field]) => [name, fitTo(member, field, decimals)]),
    );
  };
}
