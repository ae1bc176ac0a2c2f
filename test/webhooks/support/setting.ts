import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startTable, type TestTable } from '../../support/table.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { createWorld, type World } from './world.ts';

/** Of the file that calls `useWorld`; each has its own, as vitest loads a module anew for each file. */
export let engine: TestTable;
/** New for each test. */
export let receiver: Receiver;
export let world: World;

/** Gives each test of a file a tenant's world on a table that the file has to itself, and a receiver. */
export function useWorld(): void {
  beforeAll(async () => {
    engine = await startTable();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    world = createWorld(engine.table);
    receiver = await startReceiver();
    return () => receiver.stop();
  });
}
