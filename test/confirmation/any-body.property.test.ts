import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Scope } from '../../shared/base/scope.ts';
import { countOrders } from '../../shared/orders/store/order-count.ts';
import { ADMIN_KEY } from '../support/api/api.ts';
import { addTenant } from '../support/data/tenant.ts';
import { api, FLAT, type Json, NESTED, useConfirmationApi } from './api.ts';

let key: string;
let scope: Scope;
useConfirmationApi();
beforeAll(async () => {
  const { tenant, testKey } = await addTenant(api.engine.table);
  const limits = { confirmation: 100_000 };
  await api.engine.ask(`PATCH /platform/v1/tenants/${tenant.id}`, { key: ADMIN_KEY, body: { limits } });
  [key, scope] = [testKey, { tenantId: tenant.id, mode: 'test' }];
});

/** One of the documented bodies with any one of its values, at any depth, replaced by anything. */
const mutated = fc
  .tuple(fc.constantFrom<Json>({ ...NESTED }, { ...FLAT }), fc.nat(), fc.jsonValue({ maxDepth: 3 }))
  .map(([body, which, value]) => replaceAt(body, which, value));

function replaceAt(body: Json, which: number, value: unknown): unknown {
  const paths: string[][] = [];
  const walk = (node: unknown, path: string[]): void => {
    if (path.length > 0) paths.push(path);
    if (typeof node === 'object' && node !== null)
      for (const name of Object.keys(node)) walk((node as Json)[name], [...path, name]);
  };
  walk(body, []);
  const path = paths[which % paths.length] ?? [];
  const copy = structuredClone(body);
  let at: Json = copy;
  for (const name of path.slice(0, -1)) at = at[name] as Json;
  at[path.at(-1) ?? ''] = value;
  return copy;
}

it('any body is accepted completely or refused with a reason, never a server error, and a refusal stores nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, fc.jsonValue()), async (sent) => {
      const before = await countOrders(api.engine.table, scope);
      const { status, body } = await api.trigger(key, sent);
      const after = await countOrders(api.engine.table, scope);
      if (status === 200) {
        const { orderId } = body as { orderId: string };
        expect((await api.getOrder(key, orderId)).status).toBe(200);
        expect(after - before).toBeLessThanOrEqual(1);
        return;
      }
      expect([400, 404]).toContain(status);
      expect(body).toEqual({ error: expect.stringMatching(/.{10,}/) });
      expect(after).toBe(before);
    }),
    { numRuns: 150 },
  );
});
