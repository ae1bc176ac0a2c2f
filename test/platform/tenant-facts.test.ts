import { expect, it } from 'vitest';
import { creditKey, messageCreditKey, tenantKey } from '../../shared/tenants/tenant.ts';
import { loadTenantFacts, type TenantFacts } from '../../shared/tenants/tenant-facts.ts';
import { voiceAgentFaultKey, whatsappFaultKey } from '../../shared/tenants/voice-agent-fault.ts';
import { roundTripsOf } from '../support/round-trips.ts';
import { engine, useTable } from '../support/setting.ts';
import { addTenant } from '../support/tenant.ts';

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
