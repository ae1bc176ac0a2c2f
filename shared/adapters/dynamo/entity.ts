import type { Item } from './expressions.ts';

/**
 * The entity that an item stores: its attributes without the keys, those of the indexes, and the entity's name.
 * @typeParam T what the item was written from. Nothing checks it: only the file that also writes the item may claim it.
 * @param besides further attributes of the item that are not part of the entity
 */
export function entityFromItem<T>(item: Item, ...besides: readonly string[]): T {
  const {
    pk: _pk,
    sk: _sk,
    entity: _entity,
    listPk: _listPk,
    listSk: _listSk,
    lookupPk: _lookupPk,
    lookupSk: _lookupSk,
    ...attributes
  } = item;
  for (const name of besides) delete attributes[name];
  return attributes as T;
}
