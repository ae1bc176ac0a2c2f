import { type DecisionContext, decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import { TransactionRefused } from '../../adapters/dynamo/errors.ts';
import type { Item, Key, Write } from '../../adapters/dynamo/expressions.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { type ExternalId, externalIdFromItem, externalIdKey, orderIdOf } from '../names/external-id.ts';
import { giveBackNames, type TakenNames, takeNames } from '../names/order-names.ts';
import { referenceKey } from '../names/reference.ts';
import type { Draft } from '../order/draft.ts';
import type { Order } from '../order/order.ts';
import { orderOfReference } from '../rows/row-of-reference.ts';
import { orderWrites } from '../store/order-store.ts';
import type { OrderServices } from './change-order.ts';
import { createOrder, type GivenOrder } from './create-order.ts';

/** A new order, and the names that its merchant gives it. */
export interface Placement {
  /** What is read for it may be read together with what its names need. */
  given: GivenOrder | Promise<GivenOrder>;
  source: string;
  externalId: string | null;
  number: string | undefined;
  reference: string | undefined;
}

/** What follows from a new order, stored in the same transaction. */
export interface Sequel<State> {
  /** Reads what it depends on. */
  load(): Promise<State>;
  decide(made: Draft, state: State, context: DecisionContext): { order: Order; writes: readonly Write[] };
}

const nothingMore: Sequel<undefined> = {
  load: async () => undefined,
  decide: (made) => ({ order: made.order, writes: orderWrites(made) }),
};

/**
 * Makes an order whose names no other order has.
 *
 * @param owner the tenant and mode, and the tenant's time zone
 * @param receipt writes to store together with the order, for the answer that shows it
 * @throws Problem order_exists, reference_taken, with the `orderId` of the order that has the name where the merchant gave it; unavailable
 */
export const placeOrder = (
  services: OrderServices,
  owner: Scope & { timeZone: string },
  placement: Placement,
  receipt: (order: Order) => readonly Write[],
): Promise<Order> => placeOrderWith(services, owner, placement, nothingMore, receipt);

/** The same, with what follows from it. @throws what `placeOrder` and the sequel throw */
export async function placeOrderWith<State>(
  services: OrderServices,
  owner: Scope & { timeZone: string },
  { given, source, externalId, number, reference }: Placement,
  sequel: Sequel<State>,
  receipt: (order: Order) => readonly Write[],
): Promise<Order> {
  const { tenantId, mode, timeZone } = owner;
  const keys: Key[] = [
    ...(externalId === null ? [] : [externalIdKey(owner, externalId)]),
    ...(reference === undefined ? [] : [referenceKey(owner, reference)]),
  ];
  let taken: TakenNames | undefined;
  let isDecided = false;
  const placed = decideAndStore<PlacementState<State>, Order>(services, {
    async load() {
      isDecided = false;
      const { table, clock } = services;
      const reading = Promise.all([
        keys.length === 0 ? [] : table.batchGet(keys),
        reference === undefined ? undefined : orderOfReference(table, owner, reference),
        given,
        sequel.load(),
      ]);
      // Thrown below, where it is known which names to give back.
      reading.catch(() => undefined);
      taken ??= await takeNames(table, owner, clock(), { number, reference });
      const [items, counted, whole, more] = await reading;
      return { given: whole, known: refuseTaken(items, source, counted), names: taken, more };
    },
    decide(state, context) {
      isDecided = true;
      const names = { tenantId, mode, timeZone, source, externalId, ...state.names };
      const made = createOrder(state.given, names, state.known, context);
      const { order: decided, writes } = sequel.decide(made, state.more, context);
      const order = { ...decided, version: 1 };
      return { answer: order, writes, receipt: receipt(order) };
    },
  });
  try {
    return await placed;
  } catch (error) {
    const isUnused = !isDecided || error instanceof Problem || error instanceof TransactionRefused;
    if (taken && isUnused) await giveBackNames(services.table, owner, taken);
    throw error;
  }
}

interface PlacementState<State> {
  given: GivenOrder;
  known: ExternalId | undefined;
  names: TakenNames;
  /** Of what follows. */
  more: State;
}

/** The orders of other sources that have the external id. */
function refuseTaken(
  items: readonly Item[],
  source: string,
  ofReference: string | undefined,
): ExternalId | undefined {
  const external = items.find(({ entity }) => entity === 'external-id');
  const known = external && externalIdFromItem(external);
  const first = orderIdOf(known, source);
  if (first !== undefined) throw new Problem('order_exists', { orderId: first });
  const reference = items.find(({ entity }) => entity === 'reference');
  if (reference || ofReference !== undefined)
    throw new Problem('reference_taken', { orderId: reference?.orderId ?? ofReference });
  return known;
}
