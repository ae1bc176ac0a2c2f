import type { DecisionContext } from '../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import { withoutUndefined } from '../base/objects.ts';
import { Problem } from '../base/problem.ts';
import { callAgain } from '../calls/rounds/call-again.ts';
import { cancelDelivery, cancelTemporary } from '../deliveries/booking/cancel-delivery.ts';
import { bookOrder } from '../deliveries/dispatch/book-order.ts';
import type { Cancellation } from '../events/delivery-events.ts';
import { changeOrder } from '../orders/changes/change-order.ts';
import { decideUpdate, type OrderUpdate } from '../orders/changes/update-rule.ts';
import { type Address, addressFromText } from '../orders/order/address.ts';
import { type Draft, draftOf, record } from '../orders/order/draft.ts';
import type { Order, StoredNote } from '../orders/order/order.ts';
import { openDelivery } from './action-terms.ts';
import type { ActionTerms, OpenDelivery, OrderAction } from './order-actions.ts';
import type { ActionResult, ActionServices, OrderCommand } from './order-command.ts';

interface ActionRequest {
  /** As it was found. */
  order: Order;
  terms: ActionTerms;
  command: OrderCommand;
  /** Throws when the stored order is no longer as the person saw it. */
  requireOrder: (order: Order) => void;
  receipt: (acted: ActionResult) => readonly Write[];
}

type CarryOut = (services: ActionServices, asked: ActionRequest) => Promise<ActionResult>;

/** Changes the order alone. */
const changing =
  (decide: (order: Order, command: OrderCommand, context: DecisionContext) => Draft): CarryOut =>
  async (services, { order: { id, tenantId, mode }, terms, command, requireOrder, receipt }) => {
    const { order } = await changeOrder(
      services,
      { tenantId, mode },
      id,
      (found, context) => {
        requireOrder(found);
        return decide(found, command, context);
      },
      (draft) => receipt({ order: draft.order, terms }),
    );
    return { order, terms };
  };

const updating = (updateBy: (order: Order, command: OrderCommand) => OrderUpdate): CarryOut =>
  changing((order, command, context) => decideUpdate(order, updateBy(order, command), context));

/** How each action is done: by the commands that the APIs have for it too. */
export const carryOut: Readonly<Record<OrderAction, CarryOut>> = {
  confirm: updating((_order, { reason }) => ({ status: 'confirmed', reason, endsRounds: true })),
  cancel: updating((_order, { reason }) => ({ status: 'cancelled', reason, endsRounds: true })),
  reopen: updating((_order, { reason }) => ({ status: 'pending', reason })),
  'mark-paid': updating(({ payment, total }, { reason }) => ({
    // An amount that was noted before may differ from what is paid now.
    payment: { status: 'paid', ...(payment.note?.amount != null && { note: { amount: total } }) },
    reason,
  })),
  'correct-address': updating(({ address }, command) => ({
    ...(command.address && { address: corrected(address, command.address) }),
    ...(command.location && { deliveryDetails: { location: { ...command.location } } }),
  })),
  'add-note': changing((order, { note = '' }, context) => {
    const noted: StoredNote = { title: 'Note', description: note, type: 'info', metadata: '{}' };
    return record(draftOf(order), context, 'order.noted', noted);
  }),
  'call-again': async (
    services,
    { order: { id, tenantId, mode }, terms, command, requireOrder, receipt },
  ) => {
    const { callType = 'confirmation' } = command;
    const acted = ({ order, round }: { order: Order; round: { firstCallId: string } }): ActionResult => ({
      order,
      terms,
      callId: round.firstCallId,
    });
    const asked = { orderId: id, callType, requireOrder };
    return acted(await callAgain(services, { tenantId, mode }, asked, (made) => receipt(acted(made))));
  },
  'book-delivery': async (services, { order, terms, requireOrder, receipt }) => {
    const acted = ({ delivery, order: booked }: Awaited<ReturnType<typeof bookOrder>>): ActionResult => ({
      order: booked,
      terms: { ...terms, openDeliveries: [...terms.openDeliveries, openDelivery(delivery)] },
      deliveryId: delivery.id,
    });
    return acted(await bookOrder(services, order, requireOrder, (made) => receipt(acted(made))));
  },
  'cancel-delivery': async (services, { order, terms, command, requireOrder, receipt }) => {
    const { id, isWaiting } = deliveryMeant(order, terms, command);
    const openDeliveries = terms.openDeliveries.filter((open) => open.id !== id);
    const acted = (left: Order, deliveryId: string): ActionResult => ({
      order: left,
      terms: { ...terms, openDeliveries },
      deliveryId,
    });
    const scope = { tenantId: order.tenantId, mode: order.mode };
    const cancellation = cancelledByMerchant(command.reason);
    if (isWaiting) {
      const stored = (deliveryId: string | null) => receipt(acted(order, deliveryId ?? id));
      await cancelTemporary(services, scope, id, cancellation, stored);
      return acted(order, id);
    }
    let left = order;
    const cancelling = {
      deliveryId: id,
      cancellation,
      requireOrder: (found: Order | undefined) => found && requireOrder(found),
    };
    await cancelDelivery(services, scope, cancelling, (_delivery, found) => {
      left = found ?? order;
      return receipt(acted(left, id));
    });
    return acted(left, id);
  },
};

/** @throws Problem invalid_request when the delivery that is named is not one of the order's open ones */
function deliveryMeant(
  { logistics }: Order,
  { openDeliveries }: ActionTerms,
  { deliveryId }: OrderCommand,
): OpenDelivery {
  const cancellable = openDeliveries.filter(({ isCancellable }) => isCancellable);
  const wanted = deliveryId ?? logistics.deliveryId;
  const named = openDeliveries.find(({ id }) => id === wanted);
  const meant = named ?? (deliveryId === undefined ? cancellable.at(-1) : undefined);
  if (meant) return meant;
  const expected = 'must be an open delivery of this order';
  throw new Problem('invalid_request', { issues: [{ field: 'deliveryId', rule: 'custom', expected }] });
}

/** @throws Problem invalid_request for parts of an address that is not known */
function corrected(before: Address | null, given: NonNullable<OrderCommand['address']>): Address {
  if (before === null && given.address1 === undefined)
    throw new Problem('invalid_request', { issues: [{ field: 'address.address1', rule: 'required' }] });
  return { ...(before ?? addressFromText('')), ...withoutUndefined(given) };
}

const cancelledByMerchant = (reason = ''): Cancellation => ({
  reason,
  comments: '',
  by: { kind: 'user', id: '', name: '' },
});
