import { type Decision, decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import type { Item, Key, Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { recordMetric } from '../adapters/logging/metrics.ts';
import { after, type Speed } from '../adapters/queues/wait.ts';
import type { Clock } from '../base/clock.ts';
import { orderAmong, orderKeys } from '../orders/store/order-store.ts';
import { optOutKey } from '../tenants/opt-outs.ts';
import { creditKey, tenantFromItem, tenantKey } from '../tenants/tenant.ts';
import { callFromItem, callKey, endingWrites } from './call.ts';
import { callPlaceOf, loadCallTime } from './call-time.ts';
import { decideEnding, type Ending } from './end-call.ts';
import { retryDelaySeconds } from './policy.ts';
import type { CallReference } from './telephony/port/reference.ts';
import { isTestCall } from './test-call.ts';
import { concludeTestCall } from './test-progress.ts';

export interface ConcludeServices {
  table: Table;
  clock: Clock;
  speed: Speed;
}

/**
 * Ends a dial, whatever the reason: a provider's report, the simulator, or our own timeout. Told twice,
 * late or out of order, a round still ends once; `ignored` says that this telling changed nothing.
 */
export async function concludeCall(
  services: ConcludeServices,
  reference: CallReference,
  ending: Ending,
): Promise<'concluded' | 'ignored'> {
  if (isTestCall(reference)) return concludeTestCall(services, reference, ending);
  const { table, speed } = services;
  const { tenantId, orderId, callId, mode } = reference;
  const keys = {
    call: callKey(reference, orderId, callId),
    tenant: tenantKey(tenantId),
    credit: creditKey(tenantId),
  };
  const outcome = await decideAndStore(services, {
    async load() {
      const items = await table.batchGet([...orderKeys(reference, orderId), ...Object.values(keys)]);
      const at = ({ pk, sk }: Key): Item | undefined =>
        items.find((item) => item.pk === pk && item.sk === sk);
      const [callItem, tenantItem, credit] = [at(keys.call), at(keys.tenant), at(keys.credit)];
      const order = await orderAmong(table, reference, orderId, items);
      if (!order || !callItem || !tenantItem) return undefined;
      const tenant = tenantFromItem(tenantItem);
      return {
        order,
        call: callFromItem(callItem),
        tenant,
        credit,
        callTime: await loadCallTime(tenant, mode),
      };
    },
    decide(state, context): Decision<'concluded' | 'ignored'> {
      if (state === undefined) return { answer: 'ignored' };
      const { order, call, tenant, credit, callTime } = state;
      const { now } = context;
      const earliest = after(now, retryDelaySeconds(tenant.callPolicy, call.attempt), speed);
      const ended = decideEnding(
        order,
        call,
        ending,
        {
          policy: tenant.callPolicy,
          retryAt: callTime(earliest, callPlaceOf(order)),
          creditLimited: mode === 'live' && credit !== undefined,
          shop: { domain: tenant.domain, country: tenant.country },
        },
        context,
      );
      if (ended === undefined) return { answer: 'ignored' };
      const optOutWrites = optOut(ending, reference, order.customer.phone, now);
      return { answer: 'concluded', writes: [...endingWrites(ended), ...optOutWrites] };
    },
  });
  if (outcome === 'concluded') recordMetric({ name: 'CallEnded', dimensions: { outcome: ending.outcome } });
  return outcome;
}

/** A customer who asks not to be called again is not, by any order. */
function optOut(ending: Ending, reference: CallReference, phone: string, now: Date): Write[] {
  if (ending.outcome !== 'opt_out' && !ending.optsOut) return [];
  return [
    { put: { ...optOutKey(reference, phone), entity: 'opt-out', phone, createdAt: now.toISOString() } },
  ];
}
