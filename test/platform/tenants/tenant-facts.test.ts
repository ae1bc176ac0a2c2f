import { expect, it } from 'vitest';
import { isOptedOut, optOutKey } from '../../../shared/tenants/opt-outs.ts';
import { creditKey, messageCreditKey, tenantKey } from '../../../shared/tenants/tenant/tenant.ts';
import {
  factsOfBatches,
  loadCallCredit,
  loadTenantFacts,
  type TenantFacts,
} from '../../../shared/tenants/tenant/tenant-facts.ts';
import { voiceAgentFaultKey, whatsappFaultKey } from '../../../shared/tenants/tenant/voice-agent-fault.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { withStaleReads } from '../../support/table/stale-reads.ts';

useTable();

it('settings, faults and what is left of messages are read together, as they are, for one read unit', async () => {
  const { id } = (await addTenant(engine.table)).tenant;
  const others = [messageCreditKey(id), voiceAgentFaultKey(id), whatsappFaultKey(id)];
  for (const key of others) await engine.table.put({ ...key, told: key.sk });
  // Beside them lies what has no end.
  for (let n = 0; n < 20; n++)
    await engine.table.put({ pk: tenantKey(id).pk, sk: `EVENT#evt_${n}`, data: 'x'.repeat(1000) });
  await engine.table.put({ ...creditKey(id), told: 'CREDIT' });
  let factAt: TenantFacts = () => undefined;
  const trips = await roundTripsOf(async () => {
    factAt = await loadTenantFacts(engine.table, id);
  });
  expect(trips.map(({ operation, readUnits }) => [operation, readUnits])).toEqual([['Query', 1]]);
  expect(factAt(tenantKey(id))).toMatchObject({ entity: 'tenant', id });
  expect(others.map((key) => factAt(key)?.told)).toEqual(others.map(({ sk }) => sk));
  expect(factAt(creditKey(id))).toBeUndefined();
});

it('the messages of a batch share one read, and those of the next one see what changed', async () => {
  const { id } = (await addTenant(engine.table)).tenant;
  const factsOf = factsOfBatches(engine.table);
  const names = async (batch: string): Promise<unknown[]> =>
    (await Promise.all([1, 2, 3].map(() => factsOf(batch)(id)))).map((at) => at(tenantKey(id))?.name);
  const rename = (name: string) => engine.table.update(tenantKey(id), { set: { name } });
  const told: unknown[] = [];
  const trips = await roundTripsOf(async () => {
    await rename('one');
    told.push(await names('first'));
    await rename('two');
    told.push(await names('second'), await names('first'));
  });
  expect(told).toEqual([Array(3).fill('one'), Array(3).fill('two'), Array(3).fill('one')]);
  expect(trips.filter(({ operation }) => operation === 'Query')).toHaveLength(2);
});

it('that no calls are left is read as of now, that some are left may be older, and test mode reads nothing', async () => {
  const { id: tenantId } = (await addTenant(engine.table)).tenant;
  const live = { tenantId, mode: 'live' } as const;
  const leftAfter = async (before: number, after: number) => {
    await engine.table.put({ ...creditKey(tenantId), remaining: before });
    const late = await withStaleReads(engine.table, [creditKey(tenantId)]);
    await engine.table.put({ ...creditKey(tenantId), remaining: after });
    return loadCallCredit(late, live);
  };
  expect(await leftAfter(0, 5)).toBe(5);
  expect(await leftAfter(-1, 0)).toBe(0);
  expect(await leftAfter(5, 0)).toBe(5);
  const trips = await roundTripsOf(async () => {
    expect(await loadCallCredit(engine.table, { tenantId, mode: 'test' })).toBeUndefined();
  });
  expect(trips).toEqual([]);
});

it('that a customer is opted out is read as of now, for half a unit where nobody is', async () => {
  const scope = { tenantId: (await addTenant(engine.table)).tenant.id, mode: 'live' } as const;
  const key = optOutKey(scope, '+573001234567');
  const asked = (table = engine.table) => isOptedOut(table, scope, '+573001234567', { eventually: true });
  const trips = await roundTripsOf(async () => {
    expect(await asked()).toBe(false);
  });
  expect(trips.map(({ readUnits }) => readUnits)).toEqual([0.5]);
  await engine.table.put({ ...key, phone: '+573001234567' });
  expect(await asked()).toBe(true);
  const late = await withStaleReads(engine.table, [key]);
  await engine.table.delete(key);
  expect(await asked(late)).toBe(false);
});
