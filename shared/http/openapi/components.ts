import * as z from 'zod';

type Json = Record<string, unknown>;

/** The named schemas of a document, which grow as its endpoints refer to them. */
export type Components = Record<string, Json>;

/**
 * A schema as JSON Schema 2020-12, which is what OpenAPI 3.1 takes. `input` is what a client sends, `output` what it is
 * sent.
 */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { ...json };
}

/** Adds a schema under a name and answers the reference to it. */
export function refer(components: Components, name: string, schema: z.ZodType, io: 'input' | 'output'): Json {
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
