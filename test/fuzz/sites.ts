type Json = Record<string, unknown>;

/** A place in a body: the names and numbers that lead there, and its schema. */
export interface Site {
  path: readonly (string | number)[];
  schema: Json;
}

const DEEPEST = 7;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Every place that a JSON Schema names, once, containers before what they hold. */
export function sitesOf(root: Json): Site[] {
  const sites = new Map<string, Site>();
  const visit = (given: Json, path: Site['path'], seen: readonly unknown[]): void => {
    const schema = resolve(given, root);
    if (path.length > DEEPEST || seen.includes(schema)) return;
    const trail = [...seen, schema];
    const key = JSON.stringify(path);
    if (path.length > 0 && !sites.has(key)) sites.set(key, { path, schema });
    for (const branch of branchesOf(schema)) visit(branch, path, trail);
    for (const [name, property] of Object.entries((schema.properties ?? {}) as Json))
      if (isObject(property)) visit(property, [...path, name], trail);
    if (isObject(schema.items)) visit(schema.items, [...path, 0], trail);
    if (isObject(schema.additionalProperties)) visit(schema.additionalProperties, [...path, 'other'], trail);
  };
  visit(root, [], []);
  return [...sites.values()];
}

const branchesOf = ({ anyOf, oneOf, allOf }: Json): Json[] => [anyOf, oneOf, allOf].flatMap(objects);

function resolve(schema: Json, root: Json): Json {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  if ($ref === '#') return root;
  const named = (root.$defs as Json | undefined)?.[$ref.replace('#/$defs/', '')];
  return isObject(named) ? named : {};
}

/** A value that a schema may take: what matters is its kind. */
export function sampleOf(given: Json, root: Json, depth = 0): unknown {
  const schema = resolve(given, root);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const branch = branchesOf(schema).find(({ type }) => type !== 'null');
  if (branch && depth < DEEPEST) return sampleOf(branch, root, depth + 1);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'number' || schema.type === 'integer') return Math.max(1, Number(schema.minimum ?? 1));
  if (schema.type === 'array')
    return isObject(schema.items) && depth < DEEPEST ? [sampleOf(schema.items, root, depth + 1)] : [];
  if (schema.type === 'object' || schema.properties) {
    const required = (schema.required ?? []) as string[];
    const properties = (schema.properties ?? {}) as Record<string, Json>;
    return Object.fromEntries(
      required.map((name) => [name, sampleOf(properties[name] ?? {}, root, depth + 1)]),
    );
  }
  return schema.format === 'date-time' ? '2026-11-22T15:00:00Z' : 'text';
}

/** What stands in place of a value that is left out. */
export const LEFT_OUT = Symbol('left out');

/** A copy of a body with another value at one place; containers on the way there are made when it lacks them. */
export function withValue(body: unknown, root: Json, { path }: Site, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return structuredClone(value);
  const copy: unknown = typeof name === 'number' ? asList(body) : asObject(body);
  const holder = copy as Record<string | number, unknown>;
  if (rest.length > 0) holder[name] = withValue(holder[name], root, { path: rest, schema: {} }, value);
  else if (value === LEFT_OUT) delete holder[name];
  else Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? structuredClone(value) : []);
const asObject = (value: unknown): Json => (isObject(value) ? structuredClone(value) : {});
