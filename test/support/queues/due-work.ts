import { dueFromItem, type StoredDue } from '../../../shared/adapters/due/due.ts';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';

/**
 * The same table, which says what due work is stored through it: in place of the sweep, which would look for it in every
 * partition. The same work is returned once.
 */
export function reportingDueWork(table: Table, tell: (due: StoredDue) => void): Table {
  const told = new Set<string>();
  const look = (item: Item) => {
    if (item.entity !== 'due' || told.has(item.sk)) return;
    told.add(item.sk);
    tell(dueFromItem(item));
  };
  return {
    ...table,
    async put(item, condition) {
      await table.put(item, condition);
      look(item);
    },
    async transact(writes) {
      await table.transact(writes);
      for (const write of writes) if ('put' in write) look(write.put);
    },
  };
}
