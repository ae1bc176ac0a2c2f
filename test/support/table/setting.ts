import { afterAll, beforeAll } from 'vitest';
import { startTable, type TestTable } from './table.ts';

/** Of the file that calls `useTable`; each has its own, as vitest loads a module anew for each file. */
export let engine: TestTable;

/** Gives a file a table to itself. */
export function useTable(): void {
  beforeAll(async () => {
    engine = await startTable();
  });
  afterAll(() => engine.stop());
}
