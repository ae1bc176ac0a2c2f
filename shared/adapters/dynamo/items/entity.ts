import type { Item } from '../expressions.ts';

/**
 * The entity that an item stores: its attributes without the keys, those of the indexes, and the entity's name.
 * @typeParam T the type that the item was written from. It is not checked: only the file that also writes the item may choose it.
 * @param besides further attributes of the item that are not part of the entity
 */
export function entityFromItem<T>(item: Item, ...besides: readonly string[]): T {
  // Copied name by name: taking the rest of an object takes three times as long.
  const attributes: Record<string, unknown> = {};
  for (const name in item)
    if (!NO_ATTRIBUTES.has(name) && !besides.includes(name)) attributes[name] = item[name];
  return attributes as T;
}

const NO_ATTRIBUTES: ReadonlySet<string> = new Set([
  'pk',
  'sk',
  'entity',
  'listPk',
  'listSk',
  'lookupPk',
  'lookupSk',
]);
