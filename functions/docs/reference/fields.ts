import type { ApiDocument, Schema } from './document.ts';

/** A line of a schema's table. */
export interface Field {
  /** From the body down: `order.products[].name`. */
  name: string;
  type: string;
  isRequired: boolean;
  about: string;
}

/** A schema that a table shows deeper than this is cut there: deeper values are called objects. */
const DEEPEST = 6;

const REFERENCE = '#/components/schemas/';

/** A schema by itself, where the document has it elsewhere. */
export const resolved = ({ components }: ApiDocument, schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (components.schemas[schema.$ref.replace(REFERENCE, '')] ?? { description: schema.$ref });

const isNull = ({ type }: Schema): boolean => type === 'null';

/** The forms that a value may have, null left out: one, unless the schema is a choice. */
function formsOf(document: ApiDocument, schema: Schema): Schema[] {
  const itself = resolved(document, schema);
  const choice = itself.anyOf ?? itself.oneOf;
  return choice === undefined
    ? [itself]
    : choice.flatMap((form) => formsOf(document, form)).filter((form) => !isNull(form));
}

function mayBeNull(document: ApiDocument, schema: Schema): boolean {
  const itself = resolved(document, schema);
  return (
    isNull(itself) ||
    [...(itself.anyOf ?? []), ...(itself.oneOf ?? [])].some((form) => mayBeNull(document, form))
  );
}

/** The type of a value, in a few words: `string or null`. */
export function typeOf(document: ApiDocument, schema: Schema): string {
  const forms = formsOf(document, schema).map((form) => nameOf(document, form));
  return [...new Set([...forms, ...(mayBeNull(document, schema) ? ['null'] : [])])].join(' or ');
}

function nameOf(document: ApiDocument, { type, format, items, const: only, enum: words }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeOf(document, items)}`;
  if (words !== undefined && words.length <= 3) return words.map((word) => JSON.stringify(word)).join(' or ');
  return format === 'date-time' ? 'instant' : [type ?? 'anything'].flat().join(' or ');
}

/** The limits of a value that a reader needs to know. */
function boundsOf(schema: Schema): string[] {
  const { minimum, maximum, minLength, maxLength, maxItems, enum: words, default: usual } = schema;
  const from = minimum !== undefined && Math.abs(minimum) < Number.MAX_SAFE_INTEGER ? minimum : undefined;
  const to = maximum !== undefined && Math.abs(maximum) < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  return [
    words !== undefined && words.length > 3 ? `One of ${words.join(', ')}` : '',
    from !== undefined && to !== undefined ? `${from} to ${to}` : '',
    from !== undefined && to === undefined ? `${from} or more` : '',
    from === undefined && to !== undefined ? `${to} at most` : '',
    (minLength ?? 0) > 1 ? `${minLength} characters at least` : '',
    maxLength !== undefined ? `${maxLength} characters at most` : '',
    maxItems !== undefined ? `${maxItems} entries at most` : '',
    usual !== undefined ? `Default: ${JSON.stringify(usual)}` : '',
  ].filter(Boolean);
}

/** The description of a value: its own text, and its bounds. */
export function aboutOf(document: ApiDocument, schema: Schema): string {
  const itself = resolved(document, schema);
  const forms = formsOf(document, schema);
  const [form] = forms;
  const said = [schema.description ?? itself.description, forms.length === 1 ? form?.description : undefined];
  const bounds = forms.length === 1 && form ? boundsOf({ ...form, ...ownBounds(itself) }) : boundsOf(itself);
  const parts = new Set([...said.filter((text) => text !== undefined), ...bounds]);
  return [...parts].reduce(
    (all, part) => (all === '' ? part : `${all}${/[.…]$/.test(all) ? '' : '.'} ${part}`),
    '',
  );
}

const ownBounds = ({ default: usual }: Schema) => (usual === undefined ? {} : { default: usual });

/** All fields of a schema, the inner ones behind the field that holds them. */
export function schemaFields(document: ApiDocument, schema: Schema, before = '', depth = 0): Field[] {
  if (depth > DEEPEST) return [];
  const shown = new Map<string, Field>();
  for (const form of formsOf(document, schema)) {
    if (form.items) add(schemaFields(document, form.items, `${before}[]`, depth + 1));
    const { properties = {}, required = [], additionalProperties: others } = form;
    for (const [name, property] of Object.entries(properties)) {
      const path = before === '' ? name : `${before}.${name}`;
      add([
        fieldOf(path, property, required.includes(name)),
        ...schemaFields(document, property, path, depth + 1),
      ]);
    }
    if (typeof others === 'object' && Object.keys(others).length > 0) {
      const path = before === '' ? '*' : `${before}.*`;
      add([fieldOf(path, others, false), ...schemaFields(document, others, path, depth + 1)]);
    }
  }
  return [...shown.values()];

  function fieldOf(name: string, property: Schema, isRequired: boolean): Field {
    return { name, type: typeOf(document, property), isRequired, about: aboutOf(document, property) };
  }

  /** A field of several forms is shown once. */
  function add(fields: readonly Field[]): void {
    for (const field of fields) if (!shown.has(field.name)) shown.set(field.name, field);
  }
}
