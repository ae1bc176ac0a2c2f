import { expect, it } from 'vitest';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { callFromItem, callKey, callToItem, callWrites } from '../../../shared/calls/call/call.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import { concludeCall } from '../../../shared/calls/outcomes/conclude-call.ts';
import { getTimeline } from '../../../shared/orders/changes/timeline.ts';
import { creditKey } from '../../../shared/tenants/tenant/tenant.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { calledOrder, ending, inProgress, NOON } from '../support/factories.ts';

useTable();

/** The table, whose first read of many items finds that one as it was before. */
function tearing(table: Table, before: Item): Table {
  let reads = 0;
  return {
    ...table,
    async batchGet(keys) {
      const items = await table.batchGet(keys);
      if (reads++ > 0) return items;
      return items.map((item) => (item.pk === before.pk && item.sk === before.sk ? before : item));
    },
  };
}

it('two reports of one call count and cost once, though one finds the call as it was before the other', async () => {
  const { tenant } = await addTenant(engine.table);
  const { draft } = calledOrder();
  const [queued] = draft.queued;
  if (queued === undefined) throw new Error('No call was queued');
  const scope = { tenantId: tenant.id, mode: 'live' } as const;
  const call = { ...inProgress(queued), ...scope };
  const order = { ...draft.order, ...scope };
  const events = draft.events.map((event) => ({ ...event, ...scope }));
  await engine.table.transact(callWrites({ ...draft, order, events, claims: [], queued: [call] }));
  await engine.table.put({ ...creditKey(tenant.id), entity: 'credit', remaining: 5 });

  const services = { clock: () => new Date(NOON), speed: 1, publicUrl: 'https://api.test' };
  const reference = { ...scope, orderId: order.id, callId: call.id };
  const report = ending('voicemail', { durationSeconds: 12 });
  expect(await concludeCall({ ...services, table: engine.table }, reference, report)).toBe('concluded');
  const torn = tearing(engine.table, callToItem(call));
  expect(await concludeCall({ ...services, table: torn }, reference, report)).toBe('ignored');

  const found = await getOrder(engine.table, scope, order.id);
  const timeline = await getTimeline(engine.table, scope, order.id);
  expect(found?.order.confirmation).toMatchObject({ outcome: 'none', attempts: 1 });
  expect(found?.order.callIds).toHaveLength(2);
  expect(timeline?.events.map(({ type }) => type)).toEqual([
    'order.created',
    'call.queued',
    'call.ended',
    'call.queued',
  ]);
  expect(await engine.table.get(creditKey(tenant.id))).toMatchObject({ remaining: 4 });
  const stored = await engine.table.get(callKey(scope, order.id, call.id));
  expect(stored && callFromItem(stored)).toMatchObject({
    status: 'ended',
    outcome: 'voicemail',
    charged: true,
  });
});
