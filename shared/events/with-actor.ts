import type { Item, Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Actor } from '../base/actor.ts';
import { EVENT_ENTITY } from './event.ts';

/** The table, adding the actor to every event stored through it, unless the event names one. */
export function withActor(table: Table, actor: Actor): Table {
  const addTo = (item: Item): Item =>
    item.entity === EVENT_ENTITY && item.actor === undefined ? { ...item, actor } : item;
  const addToWrite = (write: Write): Write => ('put' in write ? { ...write, put: addTo(write.put) } : write);
  return {
    ...table,
    put: (item, condition) => table.put(addTo(item), condition),
    transact: (writes) => table.transact(writes.map(addToWrite)),
  };
}
