import { expect, test } from 'vitest';
import { eachMessage } from '../../shared/adapters/lambda/sources.ts';
import { createLogger } from '../../shared/adapters/logging/logger.ts';
import type { Mode } from '../../shared/base/scope.ts';
import { handleCallMessage } from '../../shared/calls/dialing/dial-call.ts';
import { concludeCall } from '../../shared/calls/outcomes/conclude-call.ts';
import { callMessages } from '../../shared/calls/queue/messages.ts';
import { createSimulator } from '../../shared/calls/telephony/simulator/simulator.ts';
import { factsOfBatches } from '../../shared/tenants/tenant-facts.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { ending } from '../calls/support/factories.ts';
import { NESTED } from '../confirmation/api.ts';
import { api, useApi } from '../support/api-setting.ts';
import { byAdmin } from '../support/cipher.ts';
import { addTenant } from '../support/tenant.ts';
import { virtualQueue } from '../support/virtual-queue.ts';
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

/** Orders that are triggered, dialed as one batch, and confirmed. */
async function confirm(mode: Mode) {
  const { tenant, ...keys } = await addTenant(api.table);
  const tenantId = tenant.id;
  const limits = { confirmation: 1_000_000 };
  await updateTenant(api.table, tenantId, { callingHours: anyTime(), limits }, byAdmin());
  const queue = virtualQueue(new Date(), 'calls');
  const services = {
    table: api.table,
    queues: queue,
    clock: () => new Date(),
    speed: 1,
    publicUrl: 'https://api.test',
    telephonyFor: async () => createSimulator(queue),
    messengerFor: async () => undefined,
  } as const;
  const made: { orderId: string; callId: string }[] = [];
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
  const triggered = await keyUnitsOf(async () => {
    for (let n = 0; n < ORDERS; n++) made.push(await trigger(n));
  });
  const dialed = await keyUnitsOf(async () => {
    const { batchItemFailures } = await eachMessage(callMessages, services).feed(
      (message, { requestId }) => handleCallMessage({ ...services, factsOf: factsOf(requestId) }, message),
      { Records: made.map((of) => record({ kind: 'dial', tenantId, mode, ...of })) as never[] },
      { requestId: `${mode}-batch`, log: createLogger({}), remaining: () => 30_000 },
    );
    expect(batchItemFailures).toEqual([]);
  });
  const concluded = await keyUnitsOf(async () => {
    for (const { orderId, callId } of made)
      expect(await concludeCall(services, { tenantId, mode, orderId, callId }, ending('confirmed'))).toBe(
        'concluded',
      );
  });
  return {
    triggered: perOrder(triggered.units),
    dialed: perOrder(dialed.units),
    concluded: perOrder(concluded.units),
  };
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

test('orders outside calling hours write into partitions that all tenants share, as the model adds', async () => {
  const { tenant, liveKey: key } = await addTenant(api.table);
  const later = new Date(Date.now() + 3 * 86_400_000);
  const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(later).toLowerCase();
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
});
