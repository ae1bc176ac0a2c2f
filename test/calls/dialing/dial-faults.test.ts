import { beforeAll, describe, expect, it } from 'vitest';
import type { Queues } from '../../../shared/adapters/queues/queues.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import type { Call } from '../../../shared/calls/call/call.ts';
import { getOrder } from '../../../shared/calls/call/order-calls.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import type { CallMessage } from '../../../shared/calls/queue/messages.ts';
import { triggerCall } from '../../../shared/calls/rounds/trigger-call.ts';
import type { Telephony } from '../../../shared/calls/telephony/port/port.ts';
import { createSimulator } from '../../../shared/calls/telephony/simulator/simulator.ts';
import type { DialServices } from '../../../shared/calls/waiting/dial-services.ts';
import { clearFault, noteFault } from '../../../shared/calls/waiting/note-fault.ts';
import { faultFromItem, voiceAgentFaultKey } from '../../../shared/tenants/tenant/voice-agent-fault.ts';
import { type CrashPoint, crashing, dyingAfterAnyStep, neverCrash } from '../../support/crash.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { type VirtualQueue, virtualQueue } from '../../support/queues/virtual-queue.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { patience } from '../../support/time/patience.ts';
import { given, NOON } from '../support/factories.ts';
import { orderEvents } from '../support/order-events.ts';

let scope: Scope;
useTable();
beforeAll(async () => {
  const { tenant } = await addTenant(engine.table);
  scope = { tenantId: tenant.id, mode: 'test' };
});

let orders = 0;

/** Triggers a call to this customer and works the queue off, dying once where the crash point says. */
async function run(phone: string, point: CrashPoint, times = 1) {
  const queue = virtualQueue(new Date(NOON), 'calls');
  const started: string[] = [];
  const counting = (telephony: Telephony): Telephony => ({
    provider: telephony.provider,
    start: (call) => {
      started.push(call.callId);
      return telephony.start(call);
    },
  });
  const services: DialServices = {
    table: crashing(engine.table, point),
    queues: crashing<Queues>({ send: queue.send }, point),
    clock: queue.now,
    speed: 1,
    publicUrl: 'http://127.0.0.1',
    messengerFor: async () => undefined,
    telephonyFor: async () => counting(crashing(createSimulator(queue), point)),
  };
  const { order } = await triggerCall(
    { table: engine.table, clock: queue.now, liveCalls: 'simulator' },
    scope,
    {
      source: 'api',
      externalId: `faults-${++orders}`,
      callType: 'confirmation',
      given: given({ customer: { name: 'Juan', phone, ns: null, city: null } }),
      missing: [],
    },
    () => [],
  );
  const relayed = new Set<string>();
  await relayJobs(queue, order.id, relayed);
  await queue.drain(async (message) => {
    try {
      for (let time = 0; time < times; time++) await handleCallMessage(services, message as CallMessage);
    } catch (error) {
      point.stepsLeft = undefined;
      throw error;
    } finally {
      await relayJobs(queue, order.id, relayed);
    }
  });
  const found = await getOrder(engine.table, scope, order.id);
  if (found === undefined) throw new Error('The order is gone');
  const events = await eventsOf(order.id);
  const finals = events.filter(({ type }) => type === 'call.outcome_final');
  return {
    ...found,
    finals,
    started,
    delays: queue.delays,
    sequences: events.map(({ sequence }) => sequence),
  };
}

const eventsOf = (orderId: string) => orderEvents(scope, orderId);

/** What the relay and the sweep do with the order's jobs, each once. */
async function relayJobs(queue: VirtualQueue, orderId: string, relayed: Set<string>) {
  for (const { id, type, data, job } of await eventsOf(orderId)) {
    if (type !== 'call.queued' || relayed.has(id)) continue;
    relayed.add(id);
    const { callId, notBefore } = data as { callId: string; notBefore: string | null };
    if (job) await queue.send('calls', [{ body: job.body }]);
    else if (notBefore)
      queue.due({ kind: 'dial', ...scope, orderId, callId, notBefore }, new Date(notBefore));
  }
}

interface Customer {
  behaviour: string;
  phone: string;
  outcome: string;
  status: string;
  /** Newest first. */
  calls: string[];
}

const customers: Customer[] = [
  ['confirms', '4567', 'confirmed', 'confirmed', 'confirmed'],
  ['cancels', '0001', 'cancelled', 'cancelled', 'cancelled'],
  ['never answers', '0002', 'no_answer', 'pending', 'no_answer no_answer no_answer'],
  ['reports a problem', '0003', 'novedad', 'needs_review', 'novedad'],
  ['confirms on the second call', '0004', 'confirmed', 'confirmed', 'confirmed no_answer'],
  ['cannot be reached at first', '0005', 'confirmed', 'confirmed', 'confirmed failed'],
  ['has a voicemail', '0006', 'no_answer', 'pending', 'voicemail voicemail voicemail'],
  ['hangs up', '0007', 'no_answer', 'pending', 'unknown unknown unknown'],
].map(([behaviour = '', digits = '', outcome = '', status = '', calls = '']) => ({
  behaviour,
  phone: `+57300123${digits}`,
  outcome,
  status,
  calls: calls.split(' '),
}));

function expectStory(result: Awaited<ReturnType<typeof run>>, customer: Customer) {
  const { outcome, status } = customer;
  const { order, calls, finals, sequences, delays } = result;
  expect(calls.map((call) => call.outcome)).toEqual(customer.calls);
  expect(order).toMatchObject({ status, confirmation: { outcome, attempts: customer.calls.length } });
  expect(finals).toHaveLength(1);
  expect(finals[0]?.data).toMatchObject({ call: { id: calls[0]?.id, outcomeFinal: outcome } });
  expect(sequences).toEqual(sequences.map((_sequence, index) => index + 1));
  expect(Math.max(...delays)).toBeLessThanOrEqual(900);
}

describe.each(customers)('a customer who $behaviour', (customer) => {
  it('is called as the policy says, each dial once', async () => {
    const result = await run(customer.phone, neverCrash());
    expectStory(result, customer);
    expect(result.started).toEqual(result.calls.map(({ id }) => id).toReversed());
  });

  it('has the same result when every message comes twice', async () => {
    const result = await run(customer.phone, neverCrash(), 2);
    expectStory(result, customer);
    expect(result.started).toEqual(result.calls.map(({ id }) => id).toReversed());
  });
});

const everyPath = customers.filter(({ phone }) => /(4567|0002|0004|0005)$/.test(phone));

it.each(everyPath)(
  'a customer who $behaviour has the same result after whichever step the worker dies',
  {
    timeout: patience(60_000),
  },
  async (customer) => {
    const steps = await dyingAfterAnyStep(async (point) =>
      expectStory(await run(customer.phone, point), customer),
    );
    expect(steps).toBeGreaterThan(5);
  },
);

it('a fault that another call met since it was read is not cleared', async () => {
  const { tenant } = await addTenant(engine.table);
  const noted = async (second: number) => {
    const at = new Date(Date.parse(NOON) + second * 1000);
    const services = { table: engine.table, clock: () => at };
    await noteFault(
      services,
      { tenantId: tenant.id },
      { status: 'fault', code: 'authentication', providerCode: '401' },
    );
    return faultIn();
  };
  const faultIn = async () => {
    const item = await engine.table.get(voiceAgentFaultKey(tenant.id));
    return item ? faultFromItem(item) : null;
  };
  const call = { tenantId: tenant.id, faults: 1 } as Call;
  const first = await noted(0);
  await clearFault(engine, call, first);
  expect(await faultIn()).toBeNull();
  await clearFault(engine, call, first);
  const second = await noted(1);
  await clearFault(engine, call, first);
  expect(await faultIn()).toEqual(second);
});
