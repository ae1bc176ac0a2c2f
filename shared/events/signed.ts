import type { Item, Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Actor } from '../base/actor.ts';
import { EVENT_ENTITY } from './event.ts';

/** The table, where every event that is stored through it says whose doing it is, unless it says so itself. */
export function signedBy(table: Table, actor: Actor): Table {
  const sign = (item: Item): Item =>
    item.entity === EVENT_ENTITY && item.actor === undefined ? { ...item, actor } : item;
  const signWrite = (write: Write): Write => ('put' in write ? { ...write, put: sign(write.put) } : write);
  return {
    ...table,
    put: (item, condition) => table.put(sign(item), condition),
    transact: (writes) => table.transact(writes.map(signWrite)),
  };
}
