import type { DecisionContext } from '../adapters/dynamo/decide-and-store.ts';
import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import { callWrites } from '../calls/call/call.ts';
import type { OrderServices } from '../orders/changes/change-order.ts';
import { createOrder } from '../orders/changes/create-order.ts';
import { type TakenNames, takeNames } from '../orders/names/order-names.ts';
import type { Draft } from '../orders/order/draft.ts';
import type { Order } from '../orders/order/order.ts';
import type { IntakeAdmission } from './admit-intake.ts';
import { type AutoCallSettings, startAutoCall } from './auto-call.ts';
import type { IncomingOrder } from './incoming-order.ts';
import { decideRepeat, flagged } from './intake-rule.ts';
import { type IntakeState, loadIntakeState } from './intake-state.ts';

/**
 * Takes an order that a hook posts: a new one is made, and its customer called when the tenant wants that; one that came
 * before is changed while it may be. All of it is stored in one transaction.
 *
 * @param receipt writes to store together with the order, for the answer that shows it
 */
export function receiveIncomingOrder(
  services: OrderServices & Pick<AutoCallSettings, 'liveCalls'>,
  { credential, tenant }: IntakeAdmission,
  incoming: IncomingOrder,
  receipt: (order: Order) => readonly Write[],
): Promise<Order> {
  const { table, clock, liveCalls } = services;
  let names: TakenNames | undefined;
  return decideAndStore(services, {
    async load() {
      const state = await loadIntakeState(table, { credential, tenant }, incoming);
      if (state.order === undefined) names ??= await takeNames(table, credential, clock());
      return { ...state, names };
    },
    decide(state, context) {
      const { order: before } = state;
      const decided =
        before === undefined
          ? decideNew(incoming, { credential, tenant }, state, context)
          : decideRepeat(before, incoming, context);
      if (decided.order === before) return { answer: before };
      const draft = startAutoCall(decided, context, { tenant, liveCalls }, state);
      return { answer: draft.order, writes: callWrites(draft), receipt: receipt(draft.order) };
    },
  });
}

function decideNew(
  { externalId, given, flags, fingerprint }: IncomingOrder,
  { credential, tenant }: IntakeAdmission,
  { known, names: taken }: IntakeState & { names: TakenNames | undefined },
  context: DecisionContext,
): Draft {
  if (taken === undefined) throw new Error('A new order has no names');
  const { tenantId, mode, source } = credential;
  const names = {
    tenantId,
    mode,
    source,
    externalId,
    ...taken,
    timeZone: tenant.timeZone,
  };
  const draft = createOrder({ ...given, intake: { fingerprint } }, names, known, context);
  return flagged(draft, flags, context);
}
