import { beforeEach, describe, expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import { allowedSteps, finalStatuses, moves } from '../../shared/deliveries/delivery/transitions.ts';
import type { Entry } from '../../shared/deliveries/wallets/entry.ts';
import { deliveryStatuses } from '../../shared/events/delivery-words.ts';
import { statusNames } from '../../shared/http/dialects/delivery-words.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { kettleOrder, postOrder } from '../support/api/post-order.ts';
import type { AddedTenant } from '../support/data/tenant.ts';
import { addIndian, api, dataOf, onCredit, refusalOf, useDeliveryApi } from './api.ts';
import { balancesOf, listEntries } from './books.ts';

let owner: AddedTenant;

useDeliveryApi();

beforeEach(async () => {
  owner = await addIndian(api.table, onCredit);
});

const agent = { name: 'John Doe', phone: '12345678990' };
const coordinates = { lat: 12.91078857846555, lng: 77.63199025301438 };

async function book(changes: object = {}): Promise<string> {
  const body = { ...createExample, paymentMode: 'postpaid', ...changes };
  return String(dataOf(await api.ask('POST /v2/order/create', owner.testKey, body)).orderID);
}

const report = (orderID: string, event: string, details: object = {}) =>
  api.engine.ask(`POST /platform/v1/deliveries/${orderID}/events`, {
    key: owner.testKey,
    body: { event, ...details },
  });

/** Reports steps that must all be taken. */
async function walk(orderID: string, ...steps: [event: string, details?: object][]): Promise<void> {
  for (const [event, details] of steps)
    expect([event, (await report(orderID, event, details)).status]).toEqual([event, 200]);
}

const read = async (path: string, orderID: string) =>
  dataOf<never>(await api.ask(`GET /v2/order${path}?orderID=${orderID}`, owner.testKey));

const problemOf = ({ status, body }: { status: number; body: unknown }) => {
  const { error } = body as { error: { code: string; details?: object } };
  return [status, error.code, error.details];
};

const accepted = ['AGENT_ACCEPTED_ORDER', { agent }] as [string, object];
const picked = ['PICK_DONE', { otp: '1234', coordinates }] as [string, object];

describe('the table of moves', () => {
  test('leads out of every status that is not final, and out of no final one', () => {
    for (const status of deliveryStatuses) {
      const targets = Object.values(moves).map((move) => move[status]);
      const leaves = targets.some((to) => to !== undefined && to !== status);
      expect([status, leaves]).toEqual([status, !finalStatuses.includes(status)]);
    }
  });

  test('requires the package to be ready before an agent starts', () => {
    expect(allowedSteps('new', false)).toEqual(['ready', 'rescheduled']);
    expect(allowedSteps('new', true)).toEqual(['accepted', 'rescheduled']);
  });
});

test('a delivery is picked, dropped and paid in cash, and the timeline, its order and the ledger show it', async () => {
  const orderId = await postOrder(api.engine, owner.testKey, { ...kettleOrder, external_order_id: 'K-1' });
  const id = await book({ businessOrderID: 'K-1', collectionsAmount: undefined });
  await walk(id, accepted, picked, ['DROP_REACHED']);
  expect(problemOf(await report(id, 'DROP_DONE', { otp: '1234', cashCollected: 5 }))).toEqual([
    400,
    'wrong_cash',
    { field: 'cashCollected', expected: 600 },
  ]);
  await walk(id, ['DROP_DONE', { otp: '1234', coordinates, cashCollected: 600 }]);

  const completed = (verifiedPhoneNumber: string) => ({
    type: 'taskCompleteDetails',
    data: { locationCoordinates: coordinates, otpVerification: { verified: true, verifiedPhoneNumber } },
  });
  const by = { type: 'agentDetails', data: { name: 'John Doe' } };
  const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+05:30$/);
  expect(await read('/timeline', id)).toEqual([
    { additionalProperties: [], event: 'ORDER_CREATED', status: 'NEW', timestamp },
    { additionalProperties: [by], event: 'AGENT_ACCEPTED_ORDER', status: 'STARTED', timestamp },
    {
      additionalProperties: [completed('1234567890'), by],
      event: 'PICK_DONE',
      status: 'PICKUPCOMPLETED',
      timestamp,
    },
    {
      additionalProperties: [completed('1234567890'), by],
      event: 'DROP_DONE',
      status: 'DROPCOMPLETED',
      timestamp,
    },
  ]);
  const order = await loadOrder(api.table, { tenantId: owner.tenant.id, mode: 'test' }, String(orderId));
  expect(order).toMatchObject({
    status: 'delivered',
    logistics: { status: 'delivered', deliveryId: id },
    payment: { status: 'paid', due: '0', collected: '600' },
  });
  const entries: Entry[] = [];
  const scope = { tenantId: owner.tenant.id, mode: 'test' } as const;
  for await (const entry of listEntries(api.table, scope)) entries.push(entry);
  expect(Object.fromEntries(balancesOf(entries))).toMatchObject({
    'cash-collected INR': 600_00,
    'cod-payable INR': 582_00,
    'handling-fees INR': 18_00,
  });
});

test('a customer who refuses to pay has it returned', async () => {
  const id = await book();
  await walk(id, accepted, picked, ['DROP_REACHED']);
  await walk(id, ['RETURN_INITIATED', { reasonCode: 'COD_REFUSED' }]);
  expect(await read('', id)).toMatchObject({ orderStatus: 'RETURN_INITIATED', returnMarked: true });
  expect(problemOf(await report(id, 'RETURN_DONE'))[1]).toBe('otp_missing');
  await walk(id, ['RETURN_DONE', { otp: '1234', coordinates }]);
  const events = (await read('/timeline', id)) as { event: string; additionalProperties: unknown }[];
  expect(events.at(-1)).toEqual({
    additionalProperties: [
      {
        type: 'taskCompleteDetails',
        data: {
          locationCoordinates: coordinates,
          otpVerification: { verified: true, verifiedPhoneNumber: '1234567890' },
        },
      },
      { type: 'agentDetails', data: { name: 'John Doe' } },
    ],
    event: 'RETURN_DONE',
    status: 'RETURNED',
    timestamp: expect.any(String),
  });
  expect(events).toContainEqual({
    additionalProperties: [
      {
        type: 'returnDetails',
        data: {
          reasonCode: 'COD_REFUSED',
          reason: "Customer doesn't want to pay cash on delivery.",
          comments: '',
        },
      },
    ],
    event: 'RETURN_INITIATED',
    status: 'RETURN_INITIATED',
    timestamp: expect.any(String),
  });
});

test('every other step has its details on the timeline', async () => {
  const id = await book();
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const scheduledAt = `${day}T10:00:00+05:30`;
  const warehouse = { name: 'Depot', address: 'Hosur Road' };
  await walk(
    id,
    ['RESCHEDULED', { scheduledAt: `${day} 10:00`, reason: 'rain' }],
    accepted,
    ['PICK_FAILED', { reason: 'closed' }],
    accepted,
    ['PICK_REACHED'],
    picked,
    ['WAREHOUSE_DROP_DONE', { warehouse }],
    ['WAREHOUSE_PICK_DONE', { warehouse }],
    ['DROP_FAILED', { reason: 'nobody there' }],
    ['REATTEMPT', { comments: 'second floor' }],
  );
  const events = (await read('/timeline', id)) as { event: string; additionalProperties: unknown }[];
  const detailsOf = (name: string) => events.find(({ event }) => event === name)?.additionalProperties;
  expect(detailsOf('RESCHEDULED')).toEqual([
    { type: 'rescheduleDetails', data: { scheduledAt, reason: 'rain', comments: '' } },
  ]);
  expect(detailsOf('PICK_FAILED')).toEqual([
    { type: 'orderFailDetails', data: { reason: 'closed', comments: '' } },
  ]);
  expect(detailsOf('WAREHOUSE_DROP_DONE')).toEqual([{ type: 'warehouseDetails', data: warehouse }]);
  expect(detailsOf('WAREHOUSE_PICK_DONE')).toEqual([{ type: 'warehouseDetails', data: warehouse }]);
  expect(detailsOf('DROP_FAILED')).toEqual([
    { type: 'orderFailDetails', data: { reason: 'nobody there', comments: '' } },
  ]);
  expect(detailsOf('REATTEMPT')).toEqual([{ type: 'reattemptDetails', data: { comments: 'second floor' } }]);
});

test('a failed step shows its reason code, with its default text unless another is given', async () => {
  const id = await book();
  await walk(
    id,
    accepted,
    picked,
    ['DROP_FAILED', { reasonCode: 'UNREACHABLE', comments: 'rang twice' }],
    ['DROP_FAILED', { reasonCode: 'AGENT_ISSUE', reason: 'flat tyre' }],
  );
  const events = (await read('/timeline', id)) as { additionalProperties: unknown }[];
  expect(events.slice(-2).map(({ additionalProperties }) => additionalProperties)).toEqual([
    [
      {
        type: 'orderFailDetails',
        data: {
          reasonCode: 'UNREACHABLE',
          reason: 'Customer cannot be reached and address cannot be found.',
          comments: 'rang twice',
        },
      },
    ],
    [
      {
        type: 'orderFailDetails',
        data: { reasonCode: 'AGENT_ISSUE', reason: 'flat tyre', comments: '' },
      },
    ],
  ]);
});

test('a delivery is postponed to a later time, and is requested at that time', async () => {
  const id = await book();
  const far = new Date(Date.now() + 31 * 86_400_000).toISOString();
  for (const scheduledAt of ['2020-01-01T10:00:00+05:30', far]) {
    const refused = await report(id, 'RESCHEDULED', { scheduledAt });
    const expected = 'must lie ahead, by 30 days at most';
    expect(problemOf(refused)).toEqual([
      400,
      'invalid_request',
      { issues: [expect.objectContaining({ field: 'scheduledAt', expected })] },
    ]);
  }
  expect(await read('/timeline', id)).toHaveLength(1);
  const tomorrow = Math.floor(Date.now() / 1000) + 86_400;
  await walk(id, ['RESCHEDULED', { agent, scheduledAt: new Date(tomorrow * 1000).toISOString() }]);
  expect(await read('', id)).toMatchObject({
    requestedAtTimestamp: tomorrow,
    agentDetails: { name: '', phone: '' },
  });
});

test('a collection that did not happen costs no fee', async () => {
  const id = await book({ collectionsAmount: 500 });
  const fee = 'Handling fee of the collection: 15 INR';
  expect(await read('', id)).toMatchObject({ pay: { additionalExpenses: [fee] } });
  await api.ask('POST /v2/order/cancel', owner.testKey, { orderID: id, reason: 'any reason' });
  expect(await read('', id)).toMatchObject({ pay: { additionalExpenses: [] } });
});

test('a cancellation records on the timeline who cancelled and why', async () => {
  const id = await book();
  await api.ask('POST /v2/order/cancel', owner.testKey, { orderID: id, reason: 'any reason' });
  expect(((await read('/timeline', id)) as unknown[]).at(-1)).toEqual({
    additionalProperties: [
      {
        type: 'cancellationDetails',
        data: {
          reason: 'any reason',
          comments: '',
          cancelledByUserType: 'user',
          cancelledByUserID: '',
          cancelledByUserName: '',
        },
      },
    ],
    event: 'ORDER_CANCELLED',
    status: 'CANCELLED',
    timestamp: expect.any(String),
  });
});

test('an illegal move is refused before its details are checked, and names the allowed ones', async () => {
  const id = await book({ isReadyToShip: false });
  expect(problemOf(await report(id, 'AGENT_ACCEPTED_ORDER'))).toEqual([
    409,
    'illegal_move',
    { status: 'NEW', event: 'AGENT_ACCEPTED_ORDER', allowed: ['READY_TO_SHIP', 'RESCHEDULED'] },
  ]);
  await walk(id, ['READY_TO_SHIP']);
  expect(problemOf(await report(id, 'AGENT_ACCEPTED_ORDER')).slice(0, 2)).toEqual([400, 'invalid_request']);
  expect((await report('IN0000000000000', 'PICK_DONE')).status).toBe(404);
});

test('a one-time password has five attempts, is required, and can be overridden with a reason', async () => {
  const id = await book();
  await walk(id, accepted);
  expect(problemOf(await report(id, 'PICK_DONE'))[1]).toBe('otp_missing');
  for (let triesLeft = 4; triesLeft >= 0; triesLeft--)
    expect(problemOf(await report(id, 'PICK_DONE', { otp: '0000' }))).toEqual([
      400,
      'otp_wrong',
      { field: 'otp', triesLeft },
    ]);
  expect(problemOf(await report(id, 'PICK_DONE', { otp: '1234' }))).toEqual([
    409,
    'otp_exhausted',
    undefined,
  ]);
  await walk(id, ['PICK_DONE', { otpOverrideReason: 'ID was shown' }]);
  const events = (await read('/timeline', id)) as { additionalProperties: { data: object }[] }[];
  expect(events.at(-1)?.additionalProperties[0]?.data).toMatchObject({
    otpVerification: { verified: false, overrideReason: 'ID was shown' },
  });
});

test('a side without a password is not asked for one', async () => {
  const sent = await book({ disableOTPVerification: { sender: true, receiver: false } });
  await walk(sent, accepted, ['PICK_DONE']);
  expect(problemOf(await report(sent, 'DROP_DONE'))[1]).toBe('otp_missing');
  await walk(sent, ['RETURN_INITIATED', { reasonCode: 'REFUSED' }], ['RETURN_DONE']);
  const received = await book({ disableOTPVerification: { sender: false, receiver: true } });
  await walk(received, accepted);
  expect(problemOf(await report(received, 'PICK_DONE'))[1]).toBe('otp_missing');
  await walk(received, picked, ['DROP_DONE']);
});

test('tracking is available while the delivery is under way', async () => {
  const id = await book();
  const link = expect.stringMatching(/^https:\/\/api\.test\/track\/trk_/);
  expect(await read('/tracking', id)).toEqual({
    orderID: id,
    trackingAvailable: false,
    trackingID: expect.stringMatching(/^trk_/),
    trackingLink: link,
  });
  await walk(id, accepted);
  expect(await read('/tracking', id)).toMatchObject({ trackingAvailable: true });
});

describe('in the test environment', () => {
  const move = (orderID: string, status: string, key = owner.testKey) =>
    api.ask('POST /v2/test/order/status', key, { orderID, status });

  test.each(Object.values(statusNames))('a delivery is walked to %s', async (status) => {
    const id = await book({ isReadyToShip: false, collectionsAmount: 500 });
    const moved = await move(id, status);
    expect([moved.status, dataOf(moved)]).toEqual([200, { orderID: id, status }]);
    expect(await read('', id)).toMatchObject({ orderStatus: status });
  });

  test('a delivery is moved by test keys only, and never back', async () => {
    const id = await book();
    expect(refusalOf(await move(id, 'STARTED', owner.liveKey)).slice(0, 2)).toEqual([401, 'E005']);
    expect(refusalOf(await move(id, 'NOWHERE', owner.liveKey)).slice(0, 2)).toEqual([401, 'E005']);
    await move(id, 'DROPCOMPLETED');
    expect(refusalOf(await move(id, 'STARTED')).slice(0, 2)).toEqual([400, 'E108']);
  });
});
