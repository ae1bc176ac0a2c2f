import { expect, test } from 'vitest';
import { retellEndpoint } from '../../functions/callbacks/retell-endpoint.ts';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import type { Mode } from '../../shared/base/scope.ts';
import { handleCallMessage } from '../../shared/calls/dialing/dial-call.ts';
import { concludeCall } from '../../shared/calls/outcomes/conclude-call.ts';
import { callMessages } from '../../shared/calls/queue/messages.ts';
import { createSimulator } from '../../shared/calls/telephony/simulator/simulator.ts';
import { telephonyPerTenant } from '../../shared/calls/telephony/telephony-per-tenant.ts';
import type { DialServices } from '../../shared/calls/waiting/dial-services.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { factsOfBatches } from '../../shared/tenants/tenant/tenant-facts.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { ending } from '../calls/support/factories.ts';
import { NESTED } from '../confirmation/api.ts';
import { startFakeRetell } from '../fakes/retell.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { send } from '../support/api/respond.ts';
import { byAdmin, cipher } from '../support/data/cipher.ts';
import { addTenant } from '../support/data/tenant.ts';
import { virtualQueue } from '../support/queues/virtual-queue.ts';
import { countsWriteUnits } from '../support/table/round-trips.ts';
import { type KeyUnits, keyUnitsOf } from './key-units.ts';
import { anyTime } from './measure.ts';
import { OUTSIDE_HOURS, wallsOf } from './model.ts';

useApi();

const ORDERS = 10;
/** Those that all orders of a tenant share, and that are not spread over several. */
const SHARED = ['APIKEY#sha256', 'OPTOUT#SCOPE', 'TENANT#SCOPE', 'TENANT#tenantId'];

const perOrder = (units: readonly KeyUnits[]) =>
  Object.fromEntries(
    units
      .filter(({ family }) => SHARED.includes(family))
      .map(({ family, readUnits, writeUnits }) => [
        family,
        { read: readUnits / ORDERS, write: writeUnits / ORDERS },
      ]),
  );

const clock = () => new Date();
const publicUrl = 'https://api.test';

/** A tenant whose orders are triggered and dialed, one batch of them. */
async function open(mode: Mode, telephonyOf: DialServices['telephonyFor'] | undefined) {
  const { tenant, ...keys } = await addTenant(api.table);
  const tenantId = tenant.id;
  const limits = { confirmation: 1_000_000 };
  await updateTenant(api.table, tenantId, { callingHours: anyTime(), limits }, byAdmin());
  const queue = virtualQueue(new Date(), 'calls');
  const services = {
    ...{ table: api.table, queues: queue, clock, speed: 1, publicUrl },
    telephonyFor: telephonyOf ?? (async () => createSimulator(queue)),
    messengerFor: async () => undefined,
  } as const;
  const trigger = async (n: number) => {
    const { body } = await api.ask('POST /api/v1/calls/trigger', {
      key: mode === 'live' ? keys.liveKey : keys.testKey,
      body: {
        ...NESTED,
        customer: { ...NESTED.customer, phone: `+5730012345${10 + n}` },
        order: { ...NESTED.order, externalId: `${mode}-${n}` },
      },
    });
    return body as { orderId: string; callId: string };
  };
  await trigger(80);
  const factsOf = factsOfBatches(api.table);
  const made: { orderId: string; callId: string }[] = [];
  return {
    ...{ tenantId, services, made },
    async trigger() {
      for (let n = 0; n < ORDERS; n++) made.push(await trigger(n));
    },
    async dial() {
      const { batchItemFailures } = await eachMessage(callMessages, services).feed(
        (message, { requestId }) => handleCallMessage({ ...services, factsOf: factsOf(requestId) }, message),
        { Records: made.map((of) => record({ kind: 'dial', tenantId, mode, ...of })) as never[] },
        { requestId: `${tenantId}-batch`, log: createLogger({}), remaining: () => 30_000 },
      );
      expect(batchItemFailures).toEqual([]);
    },
  };
}

const takenBy = async (work: () => Promise<void>) => perOrder((await keyUnitsOf(work)).units);

/** Orders that are triggered, dialed as one batch, and confirmed. */
async function confirm(mode: Mode) {
  const { tenantId, services, made, trigger, dial } = await open(mode, undefined);
  const triggered = await takenBy(trigger);
  const dialed = await takenBy(dial);
  const concluded = await takenBy(async () => {
    for (const { orderId, callId } of made)
      expect(await concludeCall(services, { tenantId, mode, orderId, callId }, ending('confirmed'))).toBe(
        'concluded',
      );
  });
  return { triggered, dialed, concluded };
}

const record = ({ orderId, callId, ...message }: Record<string, string>) => ({
  messageId: callId,
  body: JSON.stringify({ ...message, orderId, callId }),
});

test('a live order takes so little of its tenant’s keys that a thousand a second are confirmed', async () => {
  expect(await confirm('live')).toEqual({
    triggered: {
      'APIKEY#sha256': { read: 1, write: 0 },
      'OPTOUT#SCOPE': { read: 0.5, write: 0 },
      'TENANT#SCOPE': { read: 0, write: 1 },
      'TENANT#tenantId': { read: 1.5, write: 0 },
    },
    dialed: {
      'OPTOUT#SCOPE': { read: 1, write: 0 },
      'TENANT#tenantId': { read: 0.1, write: 0 },
    },
    concluded: { 'TENANT#tenantId': { read: 1, write: 0 } },
  });
});

test('a test order does not ask what is left of calls', async () => {
  expect(await confirm('test')).toMatchObject({
    triggered: { 'TENANT#tenantId': { read: 1 } },
    dialed: { 'TENANT#tenantId': { read: 0.1 } },
    concluded: { 'TENANT#tenantId': { read: 0.5 } },
  });
});

test.runIf(countsWriteUnits)(
  'late orders write into partitions that all tenants share, as the model adds',
  async () => {
    const { tenant, liveKey: key } = await addTenant(api.table);
    const later = new Date(Date.now() + 3 * 86_400_000);
    const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' })
      .format(later)
      .toLowerCase();
    const callingHours = { [day]: [{ from: '10:00', to: '11:00' }] };
    await updateTenant(api.table, tenant.id, { callingHours }, byAdmin());
    const { units } = await keyUnitsOf(async () => {
      for (let n = 0; n < ORDERS; n++) {
        const customer = { ...NESTED.customer, phone: `+5730012345${10 + n}` };
        const order = { ...NESTED.order, externalId: `late-${n}` };
        const { status } = await api.ask('POST /api/v1/calls/trigger', {
          key,
          body: { ...NESTED, customer, order },
        });
        expect(status).toBe(200);
      }
    });
    const written = units
      .filter(({ family }) => family === 'DUE#n')
      .map(({ writeUnits }) => writeUnits / ORDERS);
    // What a transaction took is shared out among its writes, about.
    expect(written).toEqual([expect.closeTo(OUTSIDE_HOURS.writeUnits, 0)]);
    expect(wallsOf([OUTSIDE_HOURS])).toMatchObject([
      { of: 'everybody', units: 'write', ordersPerSecond: 4000 },
    ]);
  },
);

test('three callbacks of each call read its tenant’s settings together, once a second', async () => {
  const at = new Date();
  const reported = retellEndpoint(
    { cipher, publicUrl, speed: 1, allowPrivate: true },
    { table: api.table, clock: () => at },
  );
  const events: string[] = [];
  const retell = await startFakeRetell({
    clock: () => at,
    async deliver({ event, url, headers, body }) {
      events.push(event);
      return send(reported, { method: 'POST', path: url.replace(publicUrl, ''), headers, body });
    },
  });
  const queues = { send: async () => {} };
  const options = { cipher, liveCalls: 'agent' as const, allowPrivate: true };
  const { tenantId, made, trigger, dial } = await open(
    'live',
    telephonyPerTenant({ queues, clock }, options),
  );
  const { apiKey, webhookKey, agentId, fromNumber } = retell.account;
  const voiceAgent = { provider: 'retell', apiKey, webhookKey, agentId, fromNumber, baseUrl: retell.url };
  await updateTenant(api.table, tenantId, { voiceAgent }, byAdmin());
  await trigger();
  await dial();
  const told = await takenBy(async () => {
    for (const call of retell.calls) await retell.play(call, { analysis: { outcome: 'confirmed' } });
  });
  await retell.stop();
  const orders = await Promise.all(
    made.map(({ orderId }) => loadOrder(api.table, { tenantId, mode: 'live' }, orderId)),
  );
  expect(orders.map((order) => order?.status)).toEqual(Array(ORDERS).fill('confirmed'));
  expect(events).toHaveLength(3 * ORDERS);
  // What is left of calls, for each, and the settings for all of them.
  expect(told).toEqual({ 'TENANT#tenantId': { read: 0.5 + 0.5 / ORDERS, write: 0 } });
});
