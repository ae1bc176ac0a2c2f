import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startApi, type TestApi } from '../../support/api/api.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { createFixture, type Fixture } from './fixture.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** Of the file that calls `useApi`; each has its own, as vitest loads a module anew for each file. */
export let api: TestApi;
/** New for each test. */
export let owner: AddedTenant;
export let receiver: Receiver;
/** The owner's, in test mode and by the machine's clock, which the endpoints under test go by. */
export let fixture: Fixture;

/** Gives each test of a file a tenant of the API, its fixture, and a receiver. */
export function useApi(): void {
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    owner = await addTenant(api.table);
    const scope = { tenantId: owner.tenant.id, mode: 'test' } as const;
    fixture = createFixture(api.table, undefined, scope, new Date());
    receiver = await startReceiver();
    return () => receiver.stop();
  });
}
