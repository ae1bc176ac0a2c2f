import type { OrderStatus } from '../events/order-words.ts';
import type { Order } from '../orders/order/order.ts';
import { isFinalLogistics, isUndecided } from '../orders/order/status.ts';
import { isCalling } from '../orders/rows/order-facets.ts';

/** The actions that a person may take on an order. */
export const orderActions = [
  'confirm',
  'cancel',
  'reopen',
  'call-again',
  'correct-address',
  'book-delivery',
  'cancel-delivery',
  'add-note',
  'mark-paid',
] as const;

export type OrderAction = (typeof orderActions)[number];

/** Why an action is not possible, for a person to read. */
export const obstacles = {
  already_confirmed: 'The order is confirmed already',
  already_cancelled: 'The order is cancelled',
  not_cancelled: 'The order is not cancelled',
  already_under_way: 'The order is being prepared or delivered already',
  already_delivered: 'The order is delivered',
  already_refunded: 'The order was refunded',
  already_paid: 'The order is paid already',
  nothing_due: 'The order owes nothing',
  payment_cancelled: 'The payment of the order was cancelled or given back',
  not_confirmed: 'The order is not confirmed',
  on_its_way: 'The parcel is on its way',
  returned: 'The parcel came back',
  call_running: 'A call to the customer is planned or under way',
  phone_unreadable: 'The phone number of the customer cannot be called',
  opted_out: 'The customer does not want to be called',
  no_calls_left: 'The tenant has no live calls left',
  no_voice_agent: 'Live calls need a voice agent',
  already_booked: 'A delivery is booked already',
  waits_for_money: 'A delivery waits for money on its wallet',
  dispatch_not_set_up: 'Dispatch is not set up: its pickup address is missing',
  no_delivery: 'No delivery is booked',
  picked_up: 'The parcel is in the courier’s hands',
} as const;

export type Obstacle = keyof typeof obstacles;

/** A delivery of the order that is not over, or waits for money. */
export interface OpenDelivery {
  /** `IN…`, or `tmp_…` while it waits. */
  id: string;
  isWaiting: boolean;
  isCancellable: boolean;
}

/** The state that actions depend on besides the order. */
export interface ActionTerms {
  isOptedOut: boolean;
  /** Why the tenant can make no calls at all. */
  callsLack: 'no_calls_left' | 'no_voice_agent' | undefined;
  hasDispatch: boolean;
  openDeliveries: readonly OpenDelivery[];
}

type Rule = (order: Order, terms: ActionTerms) => Obstacle | undefined;

const settled: Readonly<Partial<Record<OrderStatus, Obstacle>>> = {
  cancelled: 'already_cancelled',
  delivered: 'already_delivered',
  completed: 'already_delivered',
  refunded: 'already_refunded',
};

/** Why the customer can no longer be asked. */
const decided: Rule = ({ status }) =>
  isUndecided(status)
    ? undefined
    : (settled[status] ?? (status === 'confirmed' ? 'already_confirmed' : 'already_under_way'));

const isOnItsWay = ({ logistics }: Order): boolean =>
  logistics.status === 'shipped' || logistics.status === 'in_transit';

const over: Rule = (order) => settled[order.status] ?? (isOnItsWay(order) ? 'on_its_way' : undefined);

const parcelOver: Rule = ({ logistics }) => {
  if (!isFinalLogistics(logistics.status)) return undefined;
  return logistics.status === 'returned' ? 'returned' : 'already_delivered';
};

/** Nothing would be collected at the door. */
const isGivenBack = ({ payment }: Order): boolean =>
  payment.status === 'cancelled' || payment.status === 'refunded';

const rules: Readonly<Record<OrderAction, Rule>> = {
  confirm: (order, terms) => decided(order, terms) ?? parcelOver(order, terms),
  cancel: over,
  reopen: (order, terms) => {
    if (order.status !== 'cancelled') return 'not_cancelled';
    const isOver = parcelOver(order, terms);
    if (isOver) return isOver;
    if (isOnItsWay(order)) return 'on_its_way';
    return isGivenBack(order) ? 'payment_cancelled' : undefined;
  },
  'call-again': (order, terms) => {
    const isDecided = decided(order, terms);
    if (isDecided) return isDecided;
    if (isCalling(order)) return 'call_running';
    if (order.customer.isPhoneRaw) return 'phone_unreadable';
    return terms.isOptedOut ? 'opted_out' : terms.callsLack;
  },
  'correct-address': (order, terms) => over(order, terms) ?? parcelOver(order, terms),
  'book-delivery': (order, terms) => {
    const isOver = settled[order.status] ?? parcelOver(order, terms);
    if (isOver) return isOver;
    if (order.logistics.status !== 'none') return isOnItsWay(order) ? 'on_its_way' : 'already_booked';
    if (terms.openDeliveries.some(({ isWaiting }) => isWaiting)) return 'waits_for_money';
    if (terms.openDeliveries.length > 0) return 'already_booked';
    if (isUndecided(order.status)) return 'not_confirmed';
    return terms.hasDispatch ? undefined : 'dispatch_not_set_up';
  },
  'cancel-delivery': (_order, { openDeliveries }) => {
    if (openDeliveries.length === 0) return 'no_delivery';
    return openDeliveries.some(({ isCancellable }) => isCancellable) ? undefined : 'picked_up';
  },
  'add-note': () => undefined,
  'mark-paid': (order) => {
    const { status, payment } = order;
    if (payment.status === 'paid' && Number(payment.due) === 0) return 'already_paid';
    if (isGivenBack(order)) return 'payment_cancelled';
    if (status === 'cancelled' || status === 'refunded') return settled[status];
    return Number(payment.due) === 0 ? 'nothing_due' : undefined;
  },
};

/** Why the action is not possible with the order as it stands; undefined when it is. */
export const obstacleTo = (action: OrderAction, order: Order, terms: ActionTerms): Obstacle | undefined =>
  rules[action](order, terms);
