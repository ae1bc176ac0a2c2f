import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Scope } from '../../base/scope.ts';
import type { GivenOrder } from '../../orders/changes/create-order.ts';
import { type Placement, placeOrderWith } from '../../orders/changes/place-order.ts';
import type { Order } from '../../orders/order/order.ts';
import { callWrites } from '../call/call.ts';
import { loadContactTimes } from '../times/call-time.ts';
import { beginRound } from './begin-round.ts';
import { refuseUncallable } from './call-refusal.ts';
import type { TriggerServices } from './trigger-call.ts';
import { loadLineToCall, loadTriggerState } from './trigger-state.ts';

/**
 * Makes an order whose names no other order has, and queues its first confirmation call: both or neither.
 *
 * @param owner the tenant and mode, and the tenant's time zone
 * @param receipt writes to store together with the order, for the answer that shows it
 * @throws Problem order_exists, reference_taken, phone_opted_out, credit_exhausted, voice_agent_missing, unavailable
 */
export function placeAndCall(
  services: TriggerServices,
  owner: Scope & { timeZone: string },
  placement: Placement & { given: GivenOrder },
  receipt: (order: Order) => readonly Write[],
): Promise<Order> {
  const { table, liveCalls } = services;
  const { phone } = placement.given.customer;
  const asked = { given: placement.given, callType: 'confirmation' } as const;
  return placeOrderWith(
    services,
    owner,
    placement,
    {
      async load() {
        const state = await loadTriggerState(table, owner, { phone });
        const channels = refuseUncallable(asked, owner.mode, state, liveCalls);
        const [line, times] = await Promise.all([
          loadLineToCall(table, owner, state, phone),
          loadContactTimes(state.tenant, owner.mode),
        ]);
        return { tenant: state.tenant, channels, line, ...times };
      },
      decide(made, setting, context) {
        const called = beginRound(made, context, 'confirmation', setting);
        return { order: called.order, writes: callWrites(called) };
      },
    },
    receipt,
  );
}
