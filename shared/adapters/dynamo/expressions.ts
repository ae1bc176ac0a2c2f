/** A DynamoDB condition with the names and values it refers to, in plain JavaScript values. */
export interface Condition {
  expression: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

/** The item must not exist yet: what every create is conditional on. */
export const absent: Condition = { expression: 'attribute_not_exists(pk)' };

/** The item must exist. */
export const present: Condition = { expression: 'attribute_exists(pk)' };

/** The item must still have the version that the decision was taken on. */
export const versionIs = (version: number): Condition => ({
  expression: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});

export interface Key {
  pk: string;
  sk: string;
}

/** A key as a text, for a map of items. */
export const nameOfKey = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** An item as stored: keys and plain values; `undefined` attributes are left out on write. */
export type Item = Key & Record<string, unknown>;

/** One change of one item's attributes. A key of `set`, `add` or `remove` may be a dotted path into a map. */
export interface Changes {
  set?: Record<string, unknown>;
  add?: Record<string, number>;
  remove?: readonly string[];
}

/** One write of a transaction. */
export type Write = (
  | { put: Item; if?: Condition }
  | { update: Key; changes: Changes; if?: Condition }
  | { delete: Key; if?: Condition }
  | { check: Key; if: Condition }
) & {
  /** Identifies the write when it is refused. Needed where that can happen for a business reason. */
  name?: string;
};

interface Rendered {
  UpdateExpression?: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * Bytes of an expression that DynamoDB takes; the embedded engine takes any.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters
 */
const MAX_EXPRESSION_BYTES = 4096;

/**
 * Turns changes and a condition into DynamoDB's expression parameters, with values still unmarshalled.
 * @throws RangeError when they are more than DynamoDB takes at once
 */
export function render(changes: Changes | undefined, condition: Condition | undefined): Rendered {
  const names = new Map(Object.entries(condition?.names ?? {}));
  const values = new Map(Object.entries(condition?.values ?? {}));
  const attributes = new Map<string, string>();

  // Every attribute name gets an alias, because many are reserved words (status, name, items, …).
  const alias = (attribute: string): string => {
    const known = attributes.get(attribute);
    if (known !== undefined) return known;
    const name = `#_${attributes.size}`;
    attributes.set(attribute, name);
    names.set(name, attribute);
    return name;
  };
  const path = (dotted: string): string => dotted.split('.').map(alias).join('.');
  const value = (of: unknown): string => {
    const name = `:_${values.size}`;
    values.set(name, of);
    return name;
  };

  const set = Object.entries(changes?.set ?? {}).filter(([, to]) => to !== undefined);
  const clauses = [
    clause('SET', set, ([at, to]) => `${path(at)} = ${value(to)}`),
    clause('ADD', Object.entries(changes?.add ?? {}), ([at, by]) => `${path(at)} ${value(by)}`),
    clause('REMOVE', changes?.remove ?? [], path),
  ].filter((text) => text !== '');
  const update = clauses.join(' ');
  if (Buffer.byteLength(update) > MAX_EXPRESSION_BYTES)
    throw new RangeError(`An update of ${set.length} attributes exceeds DynamoDB's limit`);
  return {
    ...(update !== '' && { UpdateExpression: update }),
    ...(condition && { ConditionExpression: condition.expression }),
    ...(names.size > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
    ...(values.size > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}

const clause = <T>(verb: string, parts: readonly T[], worded: (part: T) => string): string =>
  parts.length === 0 ? '' : `${verb} ${parts.map(worded).join(', ')}`;
