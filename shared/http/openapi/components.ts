import * as z from 'zod';

export type Json = Record<string, unknown>;

/** The named schemas of a document, which grow as its endpoints refer to them. */
export type Components = Record<string, Json>;

/**
 * A schema as JSON Schema 2020-12, which is what OpenAPI 3.1 takes. `input` is for what a client sends, `output` for what it is
 * sent. A default is described in words: generators take a field that has one for a field that is always there, and then ask
 * their users for it.
 */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (io === 'output' || !('default' in jsonSchema)) return;
      const { default: value, description } = jsonSchema;
      delete jsonSchema.default;
      if (value === '' || description?.includes('when not given')) return;
      const defaultText = `${typeof value === 'string' ? value : JSON.stringify(value)} when not given`;
      jsonSchema.description = description === undefined ? defaultText : `${description}; ${defaultText}`;
    },
  });
  return withoutFreeJson({ ...json });
}

/** Any JSON at all is `{}`, and not the name of a definition that spells out what JSON is. */
function withoutFreeJson(json: Json): Json {
  const { $defs = {}, ...rest } = json;
  const definitions = Object.entries($defs as Record<string, Json>);
  const free = new Set(
    definitions.filter(([, definition]) => isFreeJson(definition)).map(([name]) => `#/$defs/${name}`),
  );
  const left = definitions.filter(([name]) => !free.has(`#/$defs/${name}`));
  const emptied = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(emptied);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, anyOf, ...others } = value as Json;
    const kept = free.has(String($ref)) || isFreeJson({ anyOf }) ? others : value;
    return Object.fromEntries(Object.entries(kept).map(([name, part]) => [name, emptied(part)]));
  };
  return emptied({ ...rest, ...(left.length > 0 && { $defs: Object.fromEntries(left) }) }) as Json;
}

const FREE = ['array', 'boolean', 'null', 'number', 'object', 'string'];

const isFreeJson = ({ anyOf }: Json): boolean =>
  Array.isArray(anyOf) && String(anyOf.map(({ type }: Json) => type).sort()) === String(FREE);

/** Adds a schema under a name and answers the reference to it. */
export function addSchema(
  components: Components,
  name: string,
  schema: z.ZodType,
  io: 'input' | 'output',
): Json {
  const place = `#/components/schemas/${name}`;
  const { $defs = {}, ...root } = toJsonSchema(schema, io);
  // A schema's own references are relative to itself; in the document they have to start at its root.
  const relocate = (reference: string): string =>
    reference === '#' ? place : reference.replace(/^#\/\$defs\/(.+)$/, `${place}.$1`);
  components[name] = withReferences(root, relocate);
  for (const [key, definition] of Object.entries($defs as Json))
    components[`${name}.${key}`] = withReferences(definition as Json, relocate);
  return { $ref: place };
}

function withReferences(json: Json, relocate: (reference: string) => string): Json {
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    return typeof value === 'object' && value !== null ? withReferences(value as Json, relocate) : value;
  };
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      name === '$ref' && typeof value === 'string' ? relocate(value) : moved(value),
    ]),
  );
}
