import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import type { Order } from '../orders/order/order.ts';
import { orderAmong, orderKeys } from '../orders/store/order-store.ts';
import { tenantFromItem, tenantKey } from '../tenants/tenant.ts';
import { callFromItem, callKey } from './call.ts';
import { type ConcludeServices, concludeCall } from './conclude-call.ts';
import { type CallSituation, decideProgress, type TakenProgress } from './progress-rule.ts';
import type { Progress } from './telephony/port/progress.ts';
import type { CallReference } from './telephony/port/reference.ts';
import { isTestCall } from './test-call.ts';
import { takeTestProgress } from './test-progress.ts';

/**
 * Stores what a provider tells of a call and, when that is over, ends it. Told twice, late or out of order, it counts once:
 * what a step stored before the process died is there when the provider tells again, or is asked.
 * @param tell reads what is told, in the light of what is known
 * @returns undefined when there is no such call
 */
export async function takeProgress(
  services: ConcludeServices,
  reference: CallReference,
  provider: string,
  tell: (situation: CallSituation) => Progress,
): Promise<TakenProgress | undefined> {
  if (isTestCall(reference)) return takeTestProgress(services, reference, provider, tell);
  const { table } = services;
  const { tenantId, orderId, callId } = reference;
  const keys = {
    call: callKey(reference, orderId, callId),
    tenant: tenantKey(tenantId),
  };
  interface State {
    items: readonly Item[];
    order: Order | undefined;
  }
  const taken = await decideAndStore<State, TakenProgress | undefined>(services, {
    async load() {
      const items = await table.batchGet([...orderKeys(reference, orderId), ...Object.values(keys)]);
      return { items, order: await orderAmong(table, reference, orderId, items) };
    },
    decide({ items, order }, { now }) {
      const at = ({ pk, sk }: Key): Item | undefined =>
        items.find((item) => item.pk === pk && item.sk === sk);
      const [callItem, tenantItem] = [at(keys.call), at(keys.tenant)];
      if (!order || !callItem || !tenantItem) return { answer: undefined };
      const call = callFromItem(callItem);
      const situation = { order, call, tenant: tenantFromItem(tenantItem) };
      const decided = { ...decideProgress(call, tell(situation), provider, now), situation };
      if (!decided.isChanged) return { answer: decided };
      const { status, dialedAt, providerCallId, conversation, durationSeconds, recordingUrl } = decided.call;
      const set = {
        ...{ status, dialedAt, provider: decided.call.provider, providerCallId },
        ...{ conversation, durationSeconds, recordingUrl, steps: call.steps + 1 },
      };
      const unchanged = {
        expression: '#status = :found AND steps = :steps',
        names: { '#status': 'status' },
        values: { ':found': call.status, ':steps': call.steps },
      };
      return { answer: () => decided, write: { update: keys.call, changes: { set }, if: unchanged } };
    },
  });
  if (taken?.ending) await concludeCall(services, reference, taken.ending);
  return taken;
}
