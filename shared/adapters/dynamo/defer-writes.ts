import type { Table } from './table.ts';

const originals = new WeakMap<Table, Table>();

/* * The table, with every write waiting for a check, while reads start at once.
 * @param beforeWrite resolves when writes may go ahead, and throws when they must not
 */
export function deferWrites(table: Table, beforeWrite: () => Promise<void>): Table {
  const after =
    <Given extends unknown[], Result>(write: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      await beforeWrite();
      return write(...given);
    };
  const deferred: Table = {
    ...table,
    put: after(table.put),
    update: after(table.update),
    delete: after(table.delete),
    batchWrite: after(table.batchWrite),
    transact: after(table.transact),
  };
  originals.set(deferred, table);
  return deferred;
}

/** The table without the wait, for writes that are undone when the check refuses the rest. */
export const undeferred = (table: Table): Table => originals.get(table) ?? table;
