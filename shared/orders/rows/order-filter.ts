import { isSameWord } from '../../base/text/fold.ts';
import type {
  FinalOutcome,
  LogisticsStatus,
  OrderStatus,
  PaymentMethod,
  PaymentStatus,
} from '../../events/order-words.ts';
import { isSameSource } from '../names/external-id.ts';
import type { OrderRow } from './search-row.ts';

/**
 * How far an order is, as a day's funnel shows it: each order is in one stage. `calling` has a running round of calls,
 * `not_reached` had one without an answer, `booked` has a delivery that was not picked up, `out` one that was.
 */
export const orderStages = [
  'new',
  'calling',
  'not_reached',
  'needs_review',
  'confirmed',
  'booked',
  'out',
  'delivered',
  'returned',
  'cancelled',
] as const;

export type OrderStage = (typeof orderStages)[number];

/** The lists that people work off. `today` is by the tenant's clock. */
export const orderViewNames = [
  'to-review',
  'not-reached',
  'confirmed-not-booked',
  'out',
  'returned',
  'today',
] as const;

export type OrderViewName = (typeof orderViewNames)[number];

/** Conditions on a row, which all must hold; of several values one. */
export interface OrderConditions {
  status?: readonly OrderStatus[] | undefined;
  outcome?: readonly (FinalOutcome | 'none')[] | undefined;
  /** Dials that ended, from the first number to the second. */
  attempts?: readonly [from: number, to: number] | undefined;
  logistics?: readonly (LogisticsStatus | 'none')[] | undefined;
  payment?: readonly PaymentStatus[] | undefined;
  method?: readonly PaymentMethod[] | undefined;
  source?: readonly string[] | undefined;
  city?: readonly string[] | undefined;
  stage?: readonly OrderStage[] | undefined;
  view?: OrderViewName | undefined;
  bookingFailed?: boolean | undefined;
}

type Staged = Pick<OrderRow, 'status' | 'facets'>;

export function stageOf({ status, facets }: Staged): OrderStage {
  const { logistics, outcome, isCalling } = facets;
  if (logistics === 'returned') return 'returned';
  if (status === 'cancelled' || status === 'refunded') return 'cancelled';
  if (logistics === 'delivered' || status === 'delivered' || status === 'completed') return 'delivered';
  if (logistics !== 'none' && logistics !== 'processing') return 'out';
  if (status === 'shipped') return 'out';
  if (logistics === 'processing') return 'booked';
  if (status === 'confirmed' || status === 'processing') return 'confirmed';
  if (status === 'needs_review') return 'needs_review';
  if (isCalling) return 'calling';
  return outcome === 'no_answer' || outcome === 'not_recovered' ? 'not_reached' : 'new';
}

const stageOfView: Readonly<Record<Exclude<OrderViewName, 'today'>, OrderStage>> = {
  'to-review': 'needs_review',
  'not-reached': 'not_reached',
  'confirmed-not-booked': 'confirmed',
  out: 'out',
  returned: 'returned',
};

/** Whether an order belongs to a view. @param today the first instant of the day */
export const isInView = (
  row: Staged & Pick<OrderRow, 'createdAt'>,
  view: OrderViewName,
  today: Date,
): boolean => (view === 'today' ? row.createdAt >= today.toISOString() : stageOf(row) === stageOfView[view]);

/** Whether a row meets conditions. @param today the first instant of the day, by the tenant's clock */
export function matchesConditions(row: OrderRow, conditions: OrderConditions, today: Date): boolean {
  const { facets } = row;
  const { attempts, view, bookingFailed } = conditions;
  const isAmong = <T>(wanted: readonly T[] | undefined, value: T) =>
    wanted === undefined || wanted.includes(value);
  return (
    isAmong(conditions.status, row.status) &&
    isAmong(conditions.outcome, facets.outcome) &&
    isAmong(conditions.logistics, facets.logistics) &&
    isAmong(conditions.payment, facets.payment) &&
    isAmong(conditions.method, facets.method) &&
    (attempts === undefined || (facets.attempts >= attempts[0] && facets.attempts <= attempts[1])) &&
    (conditions.stage === undefined || conditions.stage.includes(stageOf(row))) &&
    (view === undefined || isInView(row, view, today)) &&
    (bookingFailed === undefined || isUnbooked(row) === bookingFailed) &&
    (conditions.source === undefined ||
      conditions.source.some((source) => isSameSource(source, facets.source))) &&
    (conditions.city === undefined || conditions.city.some((city) => isSameWord(city, facets.city)))
  );
}

/** Whether it is to be delivered, and could not be booked. */
export const isUnbooked = (row: Staged): boolean => row.facets.bookingFailed && stageOf(row) === 'confirmed';
