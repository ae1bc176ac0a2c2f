import type { Table } from './table.ts';

const untied = new WeakMap<Table, Table>();

/**
 * A table that reads immediately, and writes once something else has finished.
 * @param over throws where nothing is to be written
 */
export function writingAfter(table: Table, over: () => Promise<void>): Table {
  const after =
    <Given extends unknown[], Result>(write: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      await over();
      return write(...given);
    };
  const tied: Table = {
    ...table,
    put: after(table.put),
    update: after(table.update),
    delete: after(table.delete),
    batchWrite: after(table.batchWrite),
    transact: after(table.transact),
  };
  untied.set(tied, table);
  return tied;
}

/** The table as it was before, for what is undone where nothing else is written. */
export const writingAtOnce = (table: Table): Table => untied.get(table) ?? table;
