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

/** An item as stored: keys and plain values; `undefined` attributes are left out on write. */
export type Item = Key & Record<string, unknown>;

/** One change of one item's attributes. A key of `set`, `add` or `remove` may be a dotted path into a map. */
export interface Changes {
  set?: Record<string, unknown>;
  add?: Record<string, number>;
  remove?: readonly string[];
}

export type Write =
  | { put: Item; if?: Condition }
  | { update: Key; changes: Changes; if?: Condition }
  | { delete: Key; if?: Condition }
  | { check: Key; if: Condition };

interface Rendered {
  UpdateExpression?: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

/** Turns changes and a condition into DynamoDB's expression parameters, with values still unmarshalled. */
export function render(changes: Changes | undefined, condition: Condition | undefined): Rendered {
  const names: Record<string, string> = { ...condition?.names };
  const values: Record<string, unknown> = { ...condition?.values };
  const clauses: string[] = [];
  let count = 0;
  const path = (dotted: string): string =>
    dotted
      .split('.')
      .map((part) => {
        const name = `#a_${part.replace(/[^A-Za-z0-9_]/g, '_')}_${part.length}`;
        names[name] = part;
        return name;
      })
      .join('.');
  const value = (of: unknown): string => {
    const name = `:v${count++}`;
    values[name] = of;
    return name;
  };
  const set = Object.entries(changes?.set ?? {}).filter(([, to]) => to !== undefined);
  if (set.length > 0) clauses.push(`SET ${set.map(([at, to]) => `${path(at)} = ${value(to)}`).join(', ')}`);
  const add = Object.entries(changes?.add ?? {});
  if (add.length > 0) clauses.push(`ADD ${add.map(([at, by]) => `${path(at)} ${value(by)}`).join(', ')}`);
  const remove = changes?.remove ?? [];
  if (remove.length > 0) clauses.push(`REMOVE ${remove.map(path).join(', ')}`);
  return {
    ...(clauses.length > 0 && { UpdateExpression: clauses.join(' ') }),
    ...(condition && { ConditionExpression: condition.expression }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
