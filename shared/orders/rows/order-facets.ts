import type {
  FinalOutcome,
  LogisticsStatus,
  PaymentMethod,
  PaymentStatus,
} from '../../events/order-words.ts';
import { DEFAULT_SOURCE } from '../names/external-id.ts';
import type { Amount } from '../order/money.ts';
import type { Order, Round } from '../order/order.ts';
import { logisticsCodes, methodCodes, outcomeCodes, paymentCodes } from './row-codes.ts';

/** An order's state besides its status, as its search row has it. */
export interface OrderFacets {
  /** Of the calls that ask the customer. */
  outcome: FinalOutcome | 'none';
  /** Dials that ended. */
  attempts: number;
  /** Whether a round of calls runs. */
  isCalling: boolean;
  /** When the next dial of a running round is due; ISO 8601, UTC. Null for at once, and without a round. */
  dialAt: string | null;
  logistics: LogisticsStatus | 'none';
  /** Whether its last booking failed, and no delivery was booked since. */
  bookingFailed: boolean;
  method: PaymentMethod;
  payment: PaymentStatus;
  due: Amount;
  collected: Amount;
  /** ISO 4217. */
  currency: string;
  source: string;
  /** Empty when it is not known. */
  city: string;
}

/** How many fields of a row they are. */
export const FACET_FIELDS = 7;

/** Values that most orders have take no bytes. */
export function facetFields(order: Order): string[] {
  const { payment, total, currency, source, customer, address } = order;
  const flags = (isCalling(order) ? 1 : 0) + (order.bookingFailure ? 2 : 0);
  const dialAt = runningRounds(order)
    .flatMap(({ dialAt: due }) => due ?? [])
    .sort()[0];
  const codes = [
    outcomeCodes.codeOf(order.confirmation.outcome),
    logisticsCodes.codeOf(order.logistics.status),
    methodCodes.codeOf(payment.method),
    paymentCodes.codeOf(payment.status),
    flags,
    order.confirmation.attempts,
  ];
  return [
    codes.map((code) => code.toString(36)).join(''),
    payment.due === total ? '' : payment.due,
    payment.collected === '0' ? '' : payment.collected,
    currency,
    source === DEFAULT_SOURCE ? '' : source,
    address?.city ?? customer.city ?? '',
    dialAt === undefined ? '' : new Date(dialAt).getTime().toString(36),
  ];
}

export function facetsFrom(fields: readonly string[], total: Amount): OrderFacets {
  const [codes = '', due, collected, currency = '', source, city = '', dialAt = ''] = fields;
  const code = (at: number) => Number.parseInt(codes.charAt(at) || '0', 36);
  return {
    outcome: outcomeCodes.wordOf(code(0)) ?? 'none',
    logistics: logisticsCodes.wordOf(code(1)) ?? 'none',
    method: methodCodes.wordOf(code(2)) ?? 'unknown',
    payment: paymentCodes.wordOf(code(3)) ?? 'unpaid',
    isCalling: (code(4) & 1) !== 0,
    bookingFailed: (code(4) & 2) !== 0,
    attempts: Number.parseInt(codes.slice(5) || '0', 36),
    due: due || total,
    collected: collected || '0',
    currency,
    source: source || DEFAULT_SOURCE,
    city,
    dialAt: dialAt === '' ? null : new Date(Number.parseInt(dialAt, 36)).toISOString(),
  };
}

const runningRounds = ({ rounds }: Pick<Order, 'rounds'>): Round[] =>
  Object.values(rounds).filter(({ finishedAt }) => finishedAt === null);

export const isCalling = (order: Pick<Order, 'rounds'>): boolean => runningRounds(order).length > 0;
