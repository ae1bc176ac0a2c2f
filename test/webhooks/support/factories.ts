import type { DynamoDBRecord } from 'aws-lambda';
import { toImage } from '../../../shared/adapters/dynamo/attributes.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import type { OutcomeFinal } from '../../../shared/calls/outcome-final.ts';
import { eventToItem, type OrderEvent } from '../../../shared/events/event.ts';

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

/** An order's event that webhooks tell of, unless it is changed. */
export function orderEvent(scope: Scope, changes: Partial<OrderEvent> = {}): OrderEvent {
  return {
    id: newId('event', new Date(AT)),
    type: 'call.outcome_final',
    tenantId: scope.tenantId,
    mode: scope.mode,
    orderId: 'ord_1',
    sequence: 3,
    at: AT,
    data: outcomeFinal,
    ...changes,
  };
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
