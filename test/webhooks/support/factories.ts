import type { DynamoDBRecord } from 'aws-lambda';
import { toImage } from '../../../shared/adapters/dynamo/attributes.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import type { OutcomeFinal } from '../../../shared/events/call-events.ts';
import type { EventData, OrderEventType } from '../../../shared/events/catalogue.ts';
import { eventToItem, type OrderEvent } from '../../../shared/events/event.ts';
import type { OrderSnapshot } from '../../../shared/events/order-events.ts';

export const AT = '2026-03-17T21:00:00.123Z';

export const outcomeFinal: OutcomeFinal = {
  order: {
    id: 'ord_1',
    externalId: 'chateapro_123',
    orderNumber: '#1234',
    status: 'confirmed',
    products: 'Samsung Galaxy S25 x1',
    totalPrice: '85600',
    customer: { name: 'Juan', phone: '+573001234567', ns: 'contact_123', city: 'Bogota' },
    address: {
      address1: 'Calle 45 #23-12',
      address2: null,
      city: 'Bogota',
      province: null,
      country: 'CO',
      zip: null,
    },
  },
  call: {
    id: 'call_1',
    callType: 'confirmation',
    round: 1,
    outcomeFinal: 'confirmed',
    durationSeconds: 87,
    recordingUrl: 'https://recordings.test/1',
    transcript: 'Hola, ¿hablo con Juan? 📦',
    summary: 'El agente confirmo el pedido',
  },
  shop: { domain: 'mitienda.myshopify.com', country: 'CO' },
};

export const snapshot: OrderSnapshot = {
  orderId: 'ord_1',
  reference: 'ORD1702345678ABCD',
  number: '#1001',
  source: 'api',
  externalId: null,
  status: 'confirmed',
  confirmation: 'confirmed',
  logistics: 'none',
  payment: { method: 'cod', status: 'unpaid' },
  customer: { name: 'Juan', phone: '+573001234567', email: null },
  items: [],
  total: '85600',
  currency: 'COP',
  createdAt: AT,
  updatedAt: AT,
};

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
  'order.status_changed': { from: 'pending', to: 'confirmed', cause: 'call', order: snapshot },
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
