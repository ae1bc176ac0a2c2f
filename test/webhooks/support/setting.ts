import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startTable, type TestTable } from '../../support/table/table.ts';
import { createFixture, type Fixture } from './fixture.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** Of the file that calls `useFixture`; each has its own, as vitest loads a module anew for each file. */
export let engine: TestTable;
/** New for each test. */
export let receiver: Receiver;
export let fixture: Fixture;

/** Gives each test of a file a tenant's fixture on a table that the file has to itself, and a receiver. */
export function useFixture(): void {
  beforeAll(async () => {
    engine = await startTable();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    fixture = createFixture(engine.table);
    receiver = await startReceiver();
    return () => receiver.stop();
  });
}
