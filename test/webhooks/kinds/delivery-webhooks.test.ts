import { createHmac, timingSafeEqual } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createExample } from '../../../functions/delivery/bookings/create-body.ts';
import { deliveryKey } from '../../../shared/deliveries/delivery/delivery-store.ts';
import { addIndian, api, dataOf, useDeliveryApi } from '../../deliveries/api.ts';
import type { AddedTenant } from '../../support/data/tenant.ts';
import { createFixture, type Fixture, SECRET } from '../support/fixture.ts';
import { relayEvents } from '../support/outbox.ts';
import { type Receipt, type Receiver, startReceiver } from '../support/receiver.ts';

let owner: AddedTenant;
let receiver: Receiver;
let fixture: Fixture;
let endpointId: string;
useDeliveryApi();
beforeEach(async () => {
  owner = await addIndian(api.table, { postpaid: { enabled: true, limit: 1000 } });
  const scope = { tenantId: owner.tenant.id, mode: 'test' } as const;
  fixture = createFixture(api.table, undefined, scope, new Date());
  receiver = await startReceiver();
  ({ id: endpointId } = await fixture.addEndpoint({
    url: receiver.url,
    events: ['ORDER.CREATED', 'ORDER.STATUS_UPDATED'],
  }));
  return () => receiver.stop();
});

/** The verification that the reference prints for Node.js. */
function verifySignature(body: string, signature: string, secret: string): boolean {
  const hmac = createHmac('sha256', secret);
  const digest = Buffer.from(hmac.update(body).digest('hex'), 'utf8');
  const checksum = Buffer.from(signature, 'utf8');
  return timingSafeEqual(digest, checksum);
}

async function book(): Promise<string> {
  const body = {
    ...createExample,
    paymentMode: 'postpaid',
    businessOrderID: '#547455',
    collectionsAmount: 0,
  };
  return String(dataOf(await api.ask('POST /v2/order/create', owner.testKey, body)).orderID);
}

async function walk(orderID: string, ...steps: [event: string, details?: object][]): Promise<void> {
  for (const [event, details = {}] of steps) {
    const request = { key: owner.testKey, body: { event, ...details } };
    const { status } = await api.engine.ask(`POST /platform/v1/deliveries/${orderID}/events`, request);
    expect([event, status]).toEqual([event, 200]);
  }
}

/** What the receiver hears of a delivery's whole log, in the order of its events. */
async function heard(orderID: string): Promise<object[]> {
  await relayEvents(api.table, fixture, deliveryKey(fixture.scope, orderID).pk);
  await fixture.drain();
  return receiver.receipts
    .map(read)
    .toSorted((a, b) => a.timestamp - b.timestamp || (a.event < b.event ? -1 : 1));
}

function read({ method, headers, body }: Receipt) {
  expect(method).toBe('POST');
  expect(headers['content-type']).toBe('application/json');
  expect(verifySignature(body, String(headers['x-telyport-signature']), SECRET)).toBe(true);
  const told = JSON.parse(body) as { event: string; timestamp: number; webhookEventID: string };
  expect(headers['webhook-id']).toBe(told.webhookEventID);
  return told;
}

const created = (orderID: string) => ({
  event: 'ORDER.CREATED',
  timestamp: expect.any(Number),
  webhookEventID: expect.stringMatching(/^evt_/),
  data: {
    orderID,
    temporaryOrderID: '',
    businessOrderID: '#547455',
    status: 'NEW',
    createdAt: expect.any(Number),
  },
});
const moved = (orderID: string, status: string, additionalProperties: object = {}) => ({
  event: 'ORDER.STATUS_UPDATED',
  timestamp: expect.any(Number),
  webhookEventID: expect.stringMatching(/^evt_/),
  orderID,
  status,
  data: {
    orderID,
    status,
    updatedAt: expect.any(Number),
    additionalProperties,
    businessOrderID: '#547455',
  },
});

const agent = { name: 'John Doe', phone: '12345678990' };
const coordinates = { lat: 12.91, lng: 77.63 };
const accepted: [string, object] = ['AGENT_ACCEPTED_ORDER', { agent }];
const picked: [string, object] = ['PICK_DONE', { otp: '1234', coordinates }];
const warehouse = { name: 'Hub 1', address: 'Koramangala' };
const started = { agentName: 'John Doe', agentPhone: '12345678990' };

describe('a delivery notifies its receivers of', () => {
  test('that it was created, and each status on its way through a warehouse to the door', async () => {
    const id = await book();
    await walk(id, accepted, ['PICK_REACHED'], picked, ['WAREHOUSE_DROP_DONE', { warehouse }]);
    await walk(id, ['WAREHOUSE_PICK_DONE', { warehouse }]);
    await walk(id, ['DROP_REACHED'], ['DROP_DONE', { otp: '1234', coordinates }]);
    expect(await heard(id)).toEqual([
      created(id),
      moved(id, 'NEW'),
      moved(id, 'STARTED', started),
      moved(id, 'PICKUPREACHED'),
      moved(id, 'PICKUPCOMPLETED'),
      moved(id, 'WH_DROP'),
      moved(id, 'WH_PICK'),
      moved(id, 'DROPREACHED'),
      moved(id, 'DROPCOMPLETED'),
    ]);
  });

  test('why it goes back', async () => {
    const id = await book();
    await walk(id, accepted, ['PICK_REACHED'], picked, ['DROP_REACHED']);
    await walk(id, ['RETURN_INITIATED', { reasonCode: 'REFUSED' }], ['RETURN_DONE', { otp: '1234' }]);
    expect((await heard(id)).slice(-2)).toEqual([
      moved(id, 'RETURN_INITIATED', {
        reasonCode: 'REFUSED',
        reason: "Customer doesn't want to accept the order.",
      }),
      moved(id, 'RETURNED'),
    ]);
  });

  test('who cancelled it', async () => {
    const id = await book();
    const body = { orderID: id, reason: 'Changed my mind' };
    expect((await api.ask('POST /v2/order/cancel', owner.testKey, body)).status).toBe(200);
    expect(await heard(id)).toEqual([
      created(id),
      moved(id, 'NEW'),
      moved(id, 'CANCELLED', {
        reason: 'Changed my mind',
        comments: '',
        cancelledByUserType: 'user',
        cancelledByUserID: '',
        cancelledByUserName: '',
      }),
    ]);
  });

  test('again after 1, 2, 4, 8, 16, 32 and 35 minutes, and then has failed', async () => {
    const path = `PATCH /platform/v1/webhook-endpoints/${endpointId}`;
    const body = { events: ['ORDER.CREATED'] };
    expect((await api.engine.ask(path, { key: owner.testKey, body })).status).toBe(200);
    const id = await book();
    receiver.answer = (response) => {
      response.statusCode = 500;
      response.end();
    };
    const told = await heard(id);
    expect(told).toEqual(Array(8).fill(created(id)));
    expect(new Set(receiver.receipts.map(({ body }) => body)).size).toBe(1);
    const { delivery, attempts } = await fixture.onlyDelivery();
    expect(delivery).toMatchObject({ status: 'failed', attempts: 8, waits: [] });
    const times = attempts.map(({ startedAt }) => Date.parse(startedAt));
    expect(times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 60_000)).toEqual([
      1, 2, 4, 8, 16, 32, 35,
    ]);
    expect(Math.max(...fixture.queue.delays)).toBeLessThanOrEqual(900);
  });
});
