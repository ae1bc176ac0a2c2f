import type { DecisionContext } from '../../../shared/adapters/dynamo/decide-and-store.ts';
import type { Call, CallDraft } from '../../../shared/calls/call/call.ts';
import { type Ending, type EndingTerms, endingOf } from '../../../shared/calls/outcomes/end-call.ts';
import { startRound } from '../../../shared/calls/rounds/start-round.ts';
import type { CallType } from '../../../shared/events/order-words.ts';
import { createOrder, type GivenOrder } from '../../../shared/orders/changes/create-order.ts';
import type { Order } from '../../../shared/orders/order/order.ts';

/** A context whose new ids count up, so that a decision can be compared whole. */
export function momentAt(instant: string): DecisionContext {
  let count = 0;
  return { now: new Date(instant), newId: (kind) => `${kind}-${instant.slice(11, 19)}-${++count}` };
}

export const NOON = '2026-11-23T17:00:00.000Z';
export const LATER = '2026-11-23T17:02:00.000Z';

export const given = (changes: Partial<GivenOrder> = {}): GivenOrder => ({
  customer: { name: 'Juan Perez', phone: '+573001234567', ns: 'contact_123', city: 'Bogota' },
  address: {
    address1: 'Calle 45 #23-12',
    address2: 'Apto 301',
    city: 'Bogota',
    province: 'Cundinamarca',
    country: null,
    zip: null,
  },
  products: 'Samsung Galaxy S25 x1',
  items: [],
  total: '85600',
  currency: 'COP',
  metadata: null,
  ...changes,
});

/** A new order whose first call of this type was just queued. */
export function calledOrder(callType: CallType = 'confirmation'): {
  draft: CallDraft;
  order: Order;
  call: Call;
} {
  const context = momentAt(NOON);
  const facts = {
    tenantId: 'tnt_1',
    mode: 'live',
    source: 'api',
    externalId: 'CP-1',
    number: '#1001',
    reference: 'ORD1795453200ABCD',
    timeZone: 'America/Bogota',
  } as const;
  const draft = startRound(createOrder(given(), facts, undefined, context), context, callType, context.now);
  const [call] = draft.queued;
  if (call === undefined) throw new Error('No call was queued');
  return { draft, order: { ...draft.order, version: 1 }, call };
}

export const inProgress = (call: Call): Call => ({ ...call, status: 'in_progress', dialedAt: NOON });

export const terms = (changes: Partial<EndingTerms> = {}): EndingTerms => ({
  policy: { maxAttempts: 3, delaysMinutes: [10, 120] },
  retryAt: new Date('2026-11-23T17:12:00.000Z'),
  creditLimited: false,
  shop: { domain: 'mitienda.myshopify.com', country: 'CO' },
  ...changes,
});

export const ending = (outcome: Ending['outcome'], changes: Partial<Ending> = {}): Ending => ({
  ...endingOf(outcome),
  ...changes,
});
