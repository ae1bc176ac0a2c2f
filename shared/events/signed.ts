import type { Item, Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Actor } from '../base/actor.ts';
import { EVENT_ENTITY } from './event.ts';

/** A table that adds the actor to every event stored through it, unless the event names one. */
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
