import type { DynamoDBRecord } from 'aws-lambda';
import type { Item } from '../../../shared/adapters/dynamo/expressions.ts';
import { toImage } from '../../../shared/adapters/dynamo/sdk/attributes.ts';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { callToItem, newCall } from '../../../shared/calls/call/call.ts';
import type { OutcomeFinal } from '../../../shared/events/call-events.ts';
import type { EventData, OrderEventType } from '../../../shared/events/catalogue.ts';
import type { OrderEvent } from '../../../shared/events/event.ts';
import type { OrderState } from '../../../shared/events/order-events.ts';
import { entriesToItems } from '../../../shared/events/order-log.ts';
import type { Draft } from '../../../shared/orders/order/draft.ts';
import { contentOf, contentToStored, type OrderContent } from '../../../shared/orders/order/order-content.ts';
import { snapshotOf } from '../../../shared/orders/order/snapshot.ts';
import type { CompleteEvent, CompleteOutcome } from '../../../shared/webhooks/kinds/complete-event.ts';

export const AT = '2026-03-17T21:00:00.123Z';

/** What the order of these events was about. */
export const content: OrderContent = {
  source: 'api',
  externalId: 'chateapro_123',
  number: '#1234',
  reference: 'ORD1702345678ABCD',
  customer: {
    name: 'Juan',
    phone: '+573001234567',
    isPhoneRaw: false,
    email: null,
    ns: 'contact_123',
    city: 'Bogota',
    userId: null,
  },
  address: {
    address1: 'Calle 45 #23-12',
    address2: null,
    city: 'Bogota',
    province: null,
    country: 'CO',
    zip: null,
  },
  products: 'Samsung Galaxy S25 x1',
  items: [],
  total: '85600',
  currency: 'COP',
  deliveryMethod: 'Local Delivery',
  deliveryDetails: null,
  customizations: null,
  notes: null,
  metadata: null,
  createdAt: AT,
  createdOn: '2026-03-17',
};

const ended = {
  durationSeconds: 87,
  recordingUrl: 'https://recordings.test/1',
  transcript: 'Hola, ¿hablo con Juan? 📦',
  summary: 'El agente confirmo el pedido',
};

const call = { id: 'call_1', callType: 'confirmation', round: 1, outcomeFinal: 'confirmed' } as const;

export const outcomeFinal: OutcomeFinal = {
  order: { status: 'confirmed' },
  call: { ...call, ...ended },
  shop: { domain: 'mitienda.myshopify.com', country: 'CO' },
};

/** The same as its receivers are told of it. */
export const completeOutcome: CompleteOutcome = {
  ...outcomeFinal,
  order: { id: 'ord_1', status: 'confirmed', content },
  call: { ...call, ...ended },
};

/** Stores the call that the outcome is of. */
export function storeCall(table: Table, scope: Scope, orderId = 'ord_1'): Promise<void> {
  const { id, callType, round } = call;
  const { tenantId, mode } = scope;
  const dial = { id, orderId, tenantId, mode, callType, round, attempt: 1, notBefore: null, createdAt: AT };
  return table.put(
    callToItem({ ...newCall(dial), ...ended, status: 'ended', outcome: 'confirmed', endedAt: AT }),
  );
}

export const state: OrderState = {
  status: 'confirmed',
  confirmation: 'confirmed',
  logistics: 'none',
  payment: { method: 'cod', status: 'unpaid' },
};

/** An event as an entry of its order's log, with what the order was about. */
export function eventToItem(event: OrderEvent, about = content): Item {
  const [item] = entriesToItems([event], { contentRevision: 1, content: contentToStored(about) });
  if (item === undefined) throw new Error('One event is one entry');
  return item;
}

let sequence = 0;

/** What the stream brings of a new item. */
export function recordOf(item: object): DynamoDBRecord {
  const NewImage = toImage(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;
  return {
    eventID: String(++sequence),
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    dynamodb: { SequenceNumber: String(1000 + sequence), StreamViewType: 'NEW_IMAGE', NewImage },
  };
}

export const eventRecord = (event: OrderEvent): DynamoDBRecord => recordOf(eventToItem(event));

const dial = { callId: 'call_1', callType: 'confirmation', round: 1, attempt: 1 } as const;

const usual = {
  'call.outcome_final': outcomeFinal,
  'call.queued': { ...dial, notBefore: null },
  'call.ended': { ...dial, outcome: 'busy', reason: null, durationSeconds: null },
  'order.status_changed': { from: 'pending', to: 'confirmed', cause: 'call', order: state },
  'order.noted': { title: 'Weighed', description: '', type: 'info', metadata: '{}' },
} as const satisfies { [Type in OrderEventType]?: EventData<Type> };

/** What a test may change of an event; its type brings data that fits. */
export type EventChanges = Partial<Omit<OrderEvent, 'type' | 'data'>> & {
  type?: keyof typeof usual;
  data?: object;
};

/** An order's event: a final outcome, which webhooks tell of, unless its type is changed. */
export function orderEvent(scope: Scope, changes: EventChanges = {}): OrderEvent<'call.outcome_final'> {
  const { type = 'call.outcome_final' } = changes;
  const event = {
    id: newId('event', new Date(AT)),
    type,
    tenantId: scope.tenantId,
    mode: scope.mode,
    orderId: 'ord_1',
    sequence: 3,
    at: AT,
    data: usual[type],
    ...changes,
  };
  return event as OrderEvent<'call.outcome_final'>;
}

/** Another event of an order, with whatever data. */
export const otherEvent = (scope: Scope, type: string, data: object): OrderEvent =>
  ({ ...orderEvent(scope), type, data }) as OrderEvent;

/** What receivers are told of a decision about an order. */
export function completeEventOf({ order, events }: Draft, type: OrderEventType): CompleteEvent {
  const event = events.find((one) => one.type === type);
  const { order: then } = (event?.data ?? {}) as { order?: OrderState };
  if (event === undefined || then === undefined) throw new Error(`No ${type} tells of an order`);
  return {
    ...event,
    data: { ...event.data, order: snapshotOf(event, then, contentOf(order)) },
  } as CompleteEvent;
}
