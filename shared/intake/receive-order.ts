import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import { waitBeforeRetry } from '../adapters/dynamo/overtaken.ts';
import { newId } from '../base/ids.ts';
import { callWrites } from '../calls/call-writes.ts';
import type { OrderServices } from '../orders/change-order.ts';
import { createOrder } from '../orders/create-order.ts';
import type { DecisionContext, Draft } from '../orders/draft.ts';
import type { Order } from '../orders/order.ts';
import { takeOrderNumber } from '../orders/order-store.ts';
import { newReference } from '../orders/reference.ts';
import type { IntakeAdmission } from './admit-intake.ts';
import { type CallSetting, callIfAsked } from './auto-call.ts';
import type { IncomingOrder } from './incoming-order.ts';
import { decideAgain, flagged } from './intake-rule.ts';
import { type IntakeState, loadIntakeState } from './intake-state.ts';

/**
 * Takes an order that a hook brings: a new one is made, and called about when its tenant wants that; one that came
 * before is changed while it may be. All of it is stored in one transaction.
 *
 * @param receipt writes to store together with the order, for the answer that shows it
 */
export async function receiveIncomingOrder(
  services: OrderServices & Pick<CallSetting, 'liveCalls'>,
  { credential, tenant }: IntakeAdmission,
  incoming: IncomingOrder,
  receipt: (order: Order) => readonly Write[],
): Promise<Order> {
  const { table, clock, liveCalls } = services;
  let number: string | undefined;
  for (let times = 1; ; times++) {
    const state = await loadIntakeState(table, credential, incoming);
    if (state.order === undefined) number ??= await takeOrderNumber(table, credential);
    const now = clock();
    const context: DecisionContext = { now, newId: (kind) => newId(kind, now) };
    const decided =
      state.order === undefined
        ? decideNew(incoming, { credential, tenant }, state, number ?? '', context)
        : decideAgain(state.order, incoming, context);
    if (decided.order === state.order) return state.order;
    const draft = await callIfAsked(decided, context, { tenant, liveCalls }, state);
    const own = callWrites(draft);
    try {
      await table.transact([...own, ...receipt(draft.order)]);
      return draft.order;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (error.failures.some(({ index }) => index >= own.length)) throw error;
      await waitBeforeRetry(times, error);
    }
  }
}

function decideNew(
  { externalId, given, flags, fingerprint }: IncomingOrder,
  { credential, tenant }: IntakeAdmission,
  { known }: IntakeState,
  number: string,
  context: DecisionContext,
): Draft {
  const { tenantId, mode, source } = credential;
  const names = {
    tenantId,
    mode,
    source,
    externalId,
    number,
    reference: newReference(context.now),
    timeZone: tenant.timeZone,
  };
  const draft = createOrder({ ...given, intake: { fingerprint } }, names, known, context);
  return flagged(draft, flags, context);
}
